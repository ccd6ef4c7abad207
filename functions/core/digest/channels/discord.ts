import { COLORS, type DiscordMessage, fits, LONGEST, plain } from '../../alert/channels/discord.ts';
import { cutEscaped, cutLine } from '../../alert/cut-text.ts';
import { fitRoom } from '../../alert/room.ts';
import { type DigestPart, type DigestWords, describeDigest } from '../describe-digest.ts';
import type { Digest } from '../digest.ts';
import { DIGEST_ROOMS } from '../digest-room.ts';

/** A digest as a message with one embed. */
export function renderDiscordDigest(digest: Digest): DiscordMessage {
  return fitRoom(DIGEST_ROOMS, (room) => build(describeDigest(digest, room)), fits);
}

function build({ mark, title, tone, summary, facts, parts, gaps, command, leftOut }: DigestWords): DiscordMessage {
  const fields = [
    ...facts.flat().map(([name, value]) => ({ name: plain(name), value: plain(value) })),
    ...parts.map((part) => ({ name: plain(part.title), value: writePart(part) || '–' })),
    ...gaps.map((gap) => ({ name: 'Not counted', value: plain(gap) })),
  ];
  return {
    content: cutEscaped(`${mark} ${title}`, LONGEST.content, plain),
    embeds: [
      {
        title: cutEscaped(summary, LONGEST.title, plain),
        color: COLORS[tone],
        description: '',
        fields: fields.map(({ name, value }) => ({ name: cutLine(name, LONGEST.name), value })),
        footer: { text: cutLine(leftOut ?? `All of it: ${command}`, LONGEST.footer) },
      },
    ],
    allowed_mentions: { parse: [] },
  };
}

function writePart({ lines, left }: DigestPart): string {
  const written = lines.map(
    ({ mark, what, more }) => `${mark === undefined ? '' : `${mark} `}${plain(what)}${more === undefined ? '' : `\n${plain(more)}`}`,
  );
  return [...written, ...(left === undefined ? [] : [left])].join('\n');
}
