import type { Alert } from '../alert.ts';
import { cutLine } from '../cut-text.ts';
import { plainMarkdown } from '../defuse-text.ts';
import { type AlertWords, describeAlert, keepNumbers } from '../describe-alert.ts';
import { fitRoom, ROOMS } from '../room.ts';
import {
  buildButtons,
  buildDifferences,
  buildFacts,
  buildHeader,
  buildLeftOut,
  buildNews,
  buildProblem,
  buildWays,
  measureBlock,
  type SlackBlock,
} from './slack-blocks.ts';

/** What `chat.postMessage`, `chat.update` and an incoming webhook have in common. */
export interface SlackMessage {
  /** What a notification shows, and a reader of the screen reads. */
  readonly text: string;
  readonly blocks: readonly SlackBlock[];
  readonly unfurl_links: false;
  readonly unfurl_media: false;
}

const MOST_BLOCKS = 50;
/** Of a header block. */
export const LONGEST_HEADER = 150;
const LONGEST_TEXT = 3000;
/** Slack refuses messages somewhere above 13,000 (`msg_blocks_too_long`), which it documents nowhere. */
const LONGEST_MESSAGE = 12_000;

/** The message of an incident, as it stands now. */
export function renderSlackMessage(alert: Alert): SlackMessage {
  return fitRoom(ROOMS, (room) => buildMessage(describeAlert(alert, room)), fits);
}

/** What is new, as a reply in the thread of the message. */
export function renderSlackReply(alert: Alert): SlackMessage {
  return fitRoom(ROOMS, (room) => buildReply(describeAlert(alert, room)), fits);
}

function buildReply(words: AlertWords): SlackMessage {
  const facts: AlertWords['facts'] = [[[`${words.mark} ${words.status}`]], ...keepNumbers(words.facts)];
  return buildEnvelope(words, [buildFacts({ ...words, facts }), ...buildNews(words), ...buildProblem(words)]);
}

function buildMessage(words: AlertWords): SlackMessage {
  return buildEnvelope(words, [
    buildHeader(cutLine(`${words.mark} ${words.status}: ${words.title}`, LONGEST_HEADER)),
    buildFacts(words),
    ...buildNews(words),
    ...buildProblem(words),
    ...buildDifferences(words),
    ...buildWays(words),
    ...buildButtons(words),
    ...buildLeftOut(words),
  ]);
}

/** A message of these blocks. */
export function buildEnvelope(
  { mark, status, title }: Pick<AlertWords, 'mark' | 'status' | 'title'>,
  blocks: readonly SlackBlock[],
): SlackMessage {
  const text = escapeSlack(plainMarkdown(cutLine(`${mark} ${status}: ${title}`, 300)));
  return { text, blocks, unfurl_links: false, unfurl_media: false };
}

/** True where Slack takes a message. */
export function fits({ blocks }: SlackMessage): boolean {
  if (blocks.length > MOST_BLOCKS) return false;
  const sizes = blocks.map(measureBlock);
  return sizes.every((size) => size <= LONGEST_TEXT) && sizes.reduce((sum, size) => sum + size, 0) <= LONGEST_MESSAGE;
}

/** The three characters that begin anything special in Slack's own markup. */
function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
