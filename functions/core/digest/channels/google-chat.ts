import { MOST_BYTES, plain } from '../../alert/channels/google-chat.ts';
import { measureBytes } from '../../alert/cut-text.ts';
import { defuseText, plainMarkdown } from '../../alert/defuse-text.ts';
import { fitRoom } from '../../alert/room.ts';
import { type DigestPart, type DigestWords, describeDigest } from '../describe-digest.ts';
import type { Digest } from '../digest.ts';
import { DIGEST_ROOMS } from '../digest-room.ts';

/** A digest as a card, each in a thread of its own. */
export function renderGoogleChatDigest(digest: Digest): string {
  return fitRoom(
    DIGEST_ROOMS,
    (room) => JSON.stringify(build(digest, describeDigest(digest, room))),
    (body) => measureBytes(body) <= MOST_BYTES,
  );
}

function build({ id }: Digest, { mark, title, summary, facts, parts, gaps, command, leftOut }: DigestWords): object {
  const paragraphs = [
    facts.map((row) => row.map(([label, value]) => `<b>${plain(label)}</b> ${plain(value)}`).join(' · ')).join('<br>'),
    ...parts.map(writePart),
    ...gaps.map(plain),
    `<i>${plain(leftOut ?? `All of it: ${command}`)}</i>`,
  ];
  return {
    fallbackText: plainMarkdown(`${title}: ${summary}`).replaceAll('<', '‹').replaceAll('>', '›'),
    thread: { threadKey: id },
    cardsV2: [
      {
        cardId: id,
        card: {
          header: { title: `${mark} ${defuseText(title)}`, subtitle: defuseText(summary) },
          sections: [{ widgets: paragraphs.map((text) => ({ textParagraph: { text } })) }],
        },
      },
    ],
  };
}

function writePart({ title, lines, left }: DigestPart): string {
  const written = lines.map(
    ({ mark, what, more }) => `${mark === undefined ? '' : `${mark} `}${plain(what)}${more === undefined ? '' : `<br>${plain(more)}`}`,
  );
  return [`<b>${plain(title)}</b>`, ...written, ...(left === undefined ? [] : [left])].join('<br>');
}
