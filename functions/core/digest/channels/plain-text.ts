import { measureBytes } from '../../alert/cut-text.ts';
import { fitRoom } from '../../alert/room.ts';
import { type DigestPart, type DigestWords, describeDigest } from '../describe-digest.ts';
import type { Digest } from '../digest.ts';
import { DIGEST_TEXT_ROOMS } from '../digest-room.ts';

/** A digest as plain text, for mail and terminals. At most `most` bytes. */
export function renderPlainDigest(digest: Digest, most = 60_000, rooms = DIGEST_TEXT_ROOMS): string {
  return fitRoom(
    rooms,
    (room) => write(describeDigest(digest, room)),
    (text) => measureBytes(text) <= most,
  );
}

function write({ title, summary, facts, parts, gaps, command, leftOut }: DigestWords): string {
  const list = facts.flat();
  const width = Math.max(...list.map(([label]) => label.length));
  const blocks = [
    `${title}: ${summary}`,
    list.map(([label, value]) => `${label.padEnd(width)}  ${value}`).join('\n'),
    ...parts.map(writePart),
    ...gaps,
    leftOut ?? `All of it: ${command}`,
  ];
  return `${blocks.join('\n\n')}\n`;
}

function writePart({ title, lines, left }: DigestPart): string {
  const written = lines.flatMap(({ what, more }) => [`- ${what}`, ...(more === undefined ? [] : [`  ${more}`])]);
  return [title, ...written, ...(left === undefined ? [] : [`  ${left}`])].join('\n');
}
