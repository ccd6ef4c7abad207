import { COLORS, type Item, line, MOST_BYTES, run, wrapCard } from '../../alert/channels/teams.ts';
import { measureBytes } from '../../alert/cut-text.ts';
import { fitRoom } from '../../alert/room.ts';
import { type DigestPart, type DigestWords, describeDigest } from '../describe-digest.ts';
import type { Digest } from '../digest.ts';
import { DIGEST_ROOMS } from '../digest-room.ts';

/** A digest as an Adaptive Card, all of its text in TextRuns, which know no Markdown. */
export function renderTeamsDigest(digest: Digest): string {
  return fitRoom(
    DIGEST_ROOMS,
    (room) => JSON.stringify(build(describeDigest(digest, room))),
    (body) => measureBytes(body) <= MOST_BYTES,
  );
}

function build({ mark, title, tone, summary, facts, parts, gaps, command, leftOut }: DigestWords): object {
  const head = line([run(`${mark} ${title}`, { weight: 'bolder', size: 'large' })]);
  return wrapCard(`${title}: ${summary}`, [
    { type: 'Container', style: COLORS[tone], bleed: true, items: [head, line([run(summary, { weight: 'bolder' })], 'none')] },
    ...facts.map((row) => line(row.flatMap(writeFact), 'none')),
    ...parts.map(buildPart),
    ...gaps.map((gap) => line([run(gap)], 'medium')),
    line([run(leftOut ?? `All of it: ${command}`, { isSubtle: true, size: 'small' })], 'medium'),
  ]);
}

function writeFact([label, value]: readonly [string, string], i: number): Item[] {
  return [...(i === 0 ? [] : [run(' · ')]), run(`${label} `, { weight: 'bolder' }), run(value)];
}

function buildPart({ title, lines, left }: DigestPart): Item {
  const items = lines.flatMap(({ mark, what, more }) => [
    line([...(mark === undefined ? [] : [run(`${mark} `)]), run(what)]),
    ...(more === undefined ? [] : [line([run(more, { isSubtle: true })], 'none')]),
  ]);
  const rest = left === undefined ? [] : [line([run(left)])];
  return { type: 'Container', separator: true, spacing: 'medium', items: [line([run(title, { weight: 'bolder' })]), ...items, ...rest] };
}
