import { code, LONGEST, plain } from '../../alert/channels/sns.ts';
import { cutEscaped, measureBytes } from '../../alert/cut-text.ts';
import { fitRoom } from '../../alert/room.ts';
import { type DigestPart, type DigestWords, describeDigest } from '../describe-digest.ts';
import { DIGEST_EVENT, type Digest } from '../digest.ts';
import { DIGEST_ROOMS } from '../digest-room.ts';

/** A digest as a custom notification of Amazon Q Developer in chat applications. */
export function renderChatDigest(digest: Digest): string {
  return fitRoom(
    DIGEST_ROOMS,
    (room) => build(digest, describeDigest(digest, room)),
    (body) => measureBytes(body) <= 256_000 && JSON.parse(body).content.description.length <= LONGEST.description,
  );
}

function build({ id, route, every, period }: Digest, words: DigestWords): string {
  const { mark, title, summary, command } = words;
  return JSON.stringify({
    version: '1.0',
    source: 'custom',
    id,
    content: {
      textType: 'client-markdown',
      title: cutEscaped(`${mark} ${title}`, LONGEST.title, plain),
      description: describe(words),
      nextSteps: [`All of it: ${code(command)}`],
      keywords: ['plumbline', 'digest', every],
    },
    metadata: {
      threadId: id,
      summary: cutEscaped(`${title}: ${summary}`, LONGEST.summary, plain),
      eventType: DIGEST_EVENT,
      additionalContext: { route, from: period.from, to: period.to },
    },
  });
}

function describe({ summary, facts, parts, gaps, leftOut }: DigestWords): string {
  const blocks = [
    `*${plain(summary)}*`,
    facts.map((row) => row.map(([label, value]) => `*${plain(label)}* ${plain(value)}`).join(' · ')).join('\n'),
    ...parts.map(writePart),
    ...gaps.map(plain),
    ...(leftOut === undefined ? [] : [`_${plain(leftOut)}_`]),
  ];
  return blocks.join('\n\n');
}

function writePart({ title, lines, left }: DigestPart): string {
  const written = lines.map(
    ({ mark, what, more }) => `• ${mark === undefined ? '' : `${mark} `}${plain(what)}${more === undefined ? '' : `\n   ${plain(more)}`}`,
  );
  return [`*${plain(title)}*`, ...written, ...(left === undefined ? [] : [left])].join('\n');
}
