import { escapeHtml } from '../defuse-text.ts';
import type { AlertWords, Fact } from '../describe-alert.ts';
import { type DifferenceWords, type Piece, writeValues } from '../describe-difference.ts';
import { DARK, MONO, SANS, TONES } from './mail-style.ts';

const TEXT = `margin:0;font:14px/21px ${SANS};color:#172b4d`;
const FAINT = `font:13px/20px ${SANS};color:#5e6c84`;
const CODE = `font:12px/18px ${MONO};word-break:break-word;overflow-wrap:anywhere`;

/**
 * An alert as the HTML of a mail: tables, and styles beside each element, since Outlook lays out like Word and others drop a style sheet. It loads nothing.
 * The sheet in the head only darkens it, where a mail program reads it and its reader wants it dark.
 */
export function buildMailHtml(words: AlertWords, route: string): string {
  const { title, status, mark, tone, news, problem, differences, waysOut, commands, reportUrl } = words;
  const listed = commands.map(([, command]) => command).join('\n');
  const rows = [
    `<tr><td style="background:${TONES[tone]};height:6px;line-height:6px;font-size:1px">&nbsp;</td></tr>`,
    row(
      '18px 24px 0',
      `<div style="font:bold 13px/20px ${SANS};color:${TONES[tone]}" class="tone-${tone}">${mark} ${plain(status)}</div>
<h1 style="margin:2px 0 0;font:bold 20px/27px ${SANS};color:#172b4d" class="strong">${plain(title)}</h1>`,
    ),
    row('10px 24px 0', buildFacts(words.facts.flat())),
    ...news.map(([label, names]) =>
      row('10px 24px 0', `<p style="${TEXT}" class="text"><strong>${plain(label)}:</strong> ${plain(names)}</p>`),
    ),
    ...(problem === undefined
      ? []
      : [row('12px 24px 0', `<p style="${TEXT}" class="text">${plain(problem).replaceAll('\n', '<br>')}</p>`)]),
    ...differences.map((difference) => row('14px 24px 0', buildDifference(difference))),
    ...waysOut.map(({ does, text }) => row('18px 24px 0', buildCode(does, text))),
    ...(listed === '' ? [] : [row('18px 24px 0', buildCode('Commands', listed))]),
    ...(reportUrl === undefined ? [] : [row('20px 24px 0', buildButton('Open the report', reportUrl))]),
    row('20px 24px 22px', buildFoot(words, route)),
  ];
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>${plain(title)}</title><style>${DARK}</style></head>
<body style="margin:0;padding:0;background:#f4f5f7" class="page"><div style="display:none;max-height:0;overflow:hidden;font-size:1px;line-height:1px">${plain(preview(words))}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f4f5f7" class="page"><tr><td align="center" style="padding:20px 8px">
<table role="presentation" width="640" cellpadding="0" cellspacing="0" style="width:100%;max-width:640px;background:#ffffff;border:1px solid #dfe1e6;text-align:left" class="card">
${rows.join('\n')}
</table></td></tr></table></body></html>
`;
}

/** What an inbox shows beside the subject. */
function preview({ status, problem, differences: [first] }: AlertWords): string {
  const what = first === undefined ? problem?.split('\n')[0] : `${first.object} ${writeValues(first, (value) => value)}`;
  return what === undefined ? status : `${status}: ${what}`;
}

function row(padding: string, content: string): string {
  return `<tr><td style="padding:${padding}">${content}</td></tr>`;
}

function buildFacts(facts: readonly Fact[]): string {
  const rows = facts.map(
    ([label, ...pieces]) =>
      `<tr><td valign="top" style="${FAINT};padding:2px 14px 2px 0;white-space:nowrap" class="faint">${plain(label)}</td><td style="${TEXT};padding:2px 0" class="text">${pieces.map(writePiece).join(', ')}</td></tr>`,
  );
  return `<table role="presentation" cellpadding="0" cellspacing="0">${rows.join('')}</table>`;
}

function buildDifference(words: DifferenceWords): string {
  const { object, cluster, at, by, file } = words;
  const origin = [...(by === undefined ? [] : [plain(by)]), ...(file === undefined ? [] : [writePiece(file)])].join(' · ');
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="border-top:1px solid #dfe1e6" class="rule"><tr><td style="padding:12px 0 0">
<div style="${TEXT}" class="text"><strong>${plain(object)}</strong>${cluster === undefined ? '' : ` in ${plain(cluster)}`}</div>
${at === undefined ? '' : `<div style="${CODE};color:#5e6c84;padding:2px 0 4px" class="faint">${plain(at)}</div>`}${buildSides(words)}
${origin === '' ? '' : `<div style="${FAINT};padding-top:4px" class="faint">${origin}</div>`}</td></tr></table>`;
}

/** Git's value above the live one, so that both can be compared letter by letter; a side without one says what is so instead. */
function buildSides({ desired, live, state }: DifferenceWords): string {
  if (desired === undefined && live === undefined) return `<div style="${TEXT}" class="text">${plain(state ?? '')}</div>`;
  const side = (name: string, color: string, value: string | undefined): string =>
    `<tr><td width="38" valign="top" style="${FAINT};padding:3px 8px 3px 0" class="faint">${name}</td><td style="${CODE};background:${color};color:#172b4d;padding:3px 8px" class="${name}">${value === undefined ? `<em>${plain(state ?? '')}</em>` : code(value)}</td></tr>`;
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0">${side('git', '#e3fcef', desired)}<tr><td height="2" style="font-size:1px;line-height:2px">&nbsp;</td></tr>${side('live', '#ffebe6', live)}</table>`;
}

/** What people copy: a `pre` keeps its spaces even in Outlook. */
function buildCode(does: string, text: string): string {
  return `<div style="${TEXT};padding-bottom:4px" class="text"><strong>${plain(does)}</strong></div><table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="table-layout:fixed"><tr><td style="background:#f4f5f7;border:1px solid #dfe1e6;padding:8px 10px;word-break:break-all" class="code"><pre style="margin:0;${CODE};white-space:pre-wrap">${code(text)}</pre></td></tr></table>`;
}

function buildButton(label: string, url: string): string {
  return `<table role="presentation" cellpadding="0" cellspacing="0"><tr><td style="background:#0052cc;padding:9px 18px" class="button"><a href="${escapeHtml(url)}" style="font:bold 14px/20px ${SANS};color:#ffffff;text-decoration:none">${plain(label)}</a></td></tr></table>`;
}

function buildFoot({ leftOut }: AlertWords, route: string): string {
  const why = `Plumbline told the route ${route}. What is told of one incident stands in one conversation.`;
  return `<div style="${FAINT};border-top:1px solid #dfe1e6;padding-top:10px" class="faint rule">${[leftOut, why].flatMap((line) => (line === undefined ? [] : [plain(line)])).join('<br>')}</div>`;
}

function writePiece({ text, url }: Piece): string {
  return url === undefined ? plain(text) : `<a href="${escapeHtml(url)}" style="color:#0052cc" class="link">${plain(text)}</a>`;
}

function plain(text: string): string {
  return breakAddresses(escapeHtml(text));
}

function code(text: string): string {
  return breakAddresses(escapeHtml(text === '' ? ' ' : text));
}

/** Mail programs make links of addresses that stand in a text. A tag within keeps them from it, and nothing of it is copied. */
function breakAddresses(html: string): string {
  return html.replace(/:\/\//g, '<span>:</span>//').replace(/\bwww\./gi, (found) => `<span>${found.slice(0, -1)}</span>.`);
}
