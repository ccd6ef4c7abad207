import { DARK, MONO, SANS, TONES } from '../../alert/channels/mail-style.ts';
import type { Mail } from '../../alert/channels/ses.ts';
import { cutLine, measureBytes } from '../../alert/cut-text.ts';
import { escapeHtml } from '../../alert/defuse-text.ts';
import { fitRoom } from '../../alert/room.ts';
import { type DigestPart, type DigestWords, describeDigest } from '../describe-digest.ts';
import { DIGEST_EVENT, type Digest } from '../digest.ts';
import { DIGEST_TEXT_ROOMS } from '../digest-room.ts';
import { renderPlainDigest } from './plain-text.ts';

/** Gmail hides the end of what is longer. */
const MOST_BYTES = 90_000;
const TEXT = `margin:0;font:14px/21px ${SANS};color:#172b4d`;
const FAINT = `font:13px/20px ${SANS};color:#5e6c84`;

/** Renders the mail of a digest. It loads nothing, and nothing in it but its own tags is markup. */
export function renderDigestMail(digest: Digest): Mail {
  const words = describeDigest(digest, DIGEST_TEXT_ROOMS[0]);
  return {
    subject: cutLine(`${words.mark} ${words.title}: ${words.summary}`, 200),
    text: renderPlainDigest(digest),
    html: fitRoom(
      DIGEST_TEXT_ROOMS,
      (room) => buildHtml(describeDigest(digest, room)),
      (html) => measureBytes(html) <= MOST_BYTES,
    ),
    headers: [{ Name: 'X-Plumbline-Event', Value: DIGEST_EVENT }],
  };
}

function buildHtml({ title, tone, mark, summary, facts, parts, gaps, command, leftOut }: DigestWords): string {
  const rows = [
    `<tr><td style="background:${TONES[tone]};height:6px;line-height:6px;font-size:1px">&nbsp;</td></tr>`,
    row(`<div style="font:bold 13px/20px ${SANS};color:${TONES[tone]}" class="tone-${tone}">${mark} ${plain(title)}</div>
<h1 style="margin:2px 0 0;font:bold 20px/27px ${SANS};color:#172b4d" class="strong">${plain(summary)}</h1>`),
    row(
      facts
        .flat()
        .map(
          ([label, value]) =>
            `<p style="${TEXT}" class="text"><span style="${FAINT}" class="faint">${plain(label)}</span> ${plain(value)}</p>`,
        )
        .join(''),
    ),
    ...parts.map((part) => row(buildPart(part))),
    ...gaps.map((gap) => row(`<p style="${TEXT}" class="text">${plain(gap)}</p>`)),
    row(
      `<p style="${FAINT};margin:0 0 20px" class="faint">${plain(leftOut ?? 'All of it:')} ${leftOut === undefined ? `<code style="font:12px/18px ${MONO}">${plain(command)}</code>` : ''}</p>`,
    ),
  ];
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>${plain(title)}</title><style>${DARK}</style></head>
<body style="margin:0;padding:0;background:#f4f5f7" class="page"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f4f5f7" class="page"><tr><td align="center" style="padding:20px 8px">
<table role="presentation" width="640" cellpadding="0" cellspacing="0" style="width:100%;max-width:640px;background:#ffffff;border:1px solid #dfe1e6;text-align:left" class="card">
${rows.join('\n')}
</table></td></tr></table></body></html>
`;
}

function row(content: string): string {
  return `<tr><td style="padding:16px 24px 0">${content}</td></tr>`;
}

function buildPart({ title, lines, left }: DigestPart): string {
  const written = lines.map(
    ({ mark = '', what, more }) =>
      `<div style="${TEXT};padding-top:6px" class="text">${mark} <strong>${plain(what)}</strong></div>${more === undefined ? '' : `<div style="${FAINT}" class="faint">${plain(more)}</div>`}`,
  );
  const rest = left === undefined ? '' : `<div style="${FAINT};padding-top:6px" class="faint">${left}</div>`;
  return `<div style="${TEXT};border-top:1px solid #dfe1e6;padding-top:10px" class="text rule"><strong>${plain(title)}</strong></div>${written.join('')}${rest}`;
}

/** Mail programs make links of addresses that stand in a text. A tag within keeps them from it. */
function plain(text: string): string {
  return escapeHtml(text)
    .replace(/:\/\//g, '<span>:</span>//')
    .replace(/\bwww\./gi, (found) => `<span>${found.slice(0, -1)}</span>.`);
}
