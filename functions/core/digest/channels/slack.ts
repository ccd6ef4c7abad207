import { buildEnvelope, fits, LONGEST_HEADER, type SlackMessage } from '../../alert/channels/slack.ts';
import {
  bold,
  buildFacts,
  buildHeader,
  buildLeftOut,
  list,
  richText,
  type SlackBlock,
  type SlackElement,
  section,
  text,
} from '../../alert/channels/slack-blocks.ts';
import { cutLine } from '../../alert/cut-text.ts';
import { fitRoom } from '../../alert/room.ts';
import { type DigestLine, type DigestPart, type DigestWords, describeDigest } from '../describe-digest.ts';
import type { Digest } from '../digest.ts';
import { DIGEST_ROOMS } from '../digest-room.ts';

/** A digest as Block Kit: everything that comes from a cluster stands in rich text, which knows no markup. */
export function renderSlackDigest(digest: Digest): SlackMessage {
  return fitRoom(DIGEST_ROOMS, (room) => build(describeDigest(digest, room)), fits);
}

function build(words: DigestWords): SlackMessage {
  const { mark, title, summary, facts, parts, gaps, leftOut = `All of it: ${words.command}` } = words;
  return buildEnvelope({ mark, status: title, title: summary }, [
    buildHeader(cutLine(`${mark} ${title}`, LONGEST_HEADER)),
    richText(section(bold(summary))),
    buildFacts({ facts: facts.map((row) => row.map(([label, value]) => [label, { text: value }])) }),
    ...parts.map(buildPart),
    ...gaps.map((gap) => richText(section(text(gap)))),
    ...buildLeftOut({ leftOut }),
  ]);
}

function buildPart({ title, lines, left }: DigestPart): SlackBlock {
  const items = [...lines.map(buildLine), ...(left === undefined ? [] : [[text(left)]])];
  return richText(section(bold(title)), ...(items.length === 0 ? [] : [list(items)]));
}

function buildLine({ mark, what, more }: DigestLine): SlackElement[] {
  return [...(mark === undefined ? [] : [text(`${mark} `)]), bold(what), ...(more === undefined ? [] : [text(`\n${more}`)])];
}
