import type { Alert } from '../alert.ts';
import { cutEscaped, cutLine, measureBytes } from '../cut-text.ts';
import { plainMarkdown, quoteCode } from '../defuse-text.ts';
import { type AlertWords, describeAlert } from '../describe-alert.ts';
import { type DifferenceWords, type Piece, writeValues } from '../describe-difference.ts';
import { fitRoom, ROOMS } from '../room.ts';
import { nameEvent } from './name-event.ts';

/** What Plumbline keeps to: the schema of custom notifications was not seen to publish lengths. */
export const LONGEST = { title: 250, description: 8000, step: 350, keyword: 75, summary: 200 } as const;

/**
 * A custom notification as Amazon Q Developer in chat applications reads it from SNS (schema version 1.0). It passes the text on to Slack or Teams as
 * their Markdown, so what comes from a cluster stands between backticks, and nothing in it can mention anybody.
 */
export function renderChatAlert(alert: Alert): string {
  return fitRoom(
    ROOMS,
    (room) => buildNotification(alert, describeAlert(alert, room)),
    (body) => measureBytes(body) <= 256_000 && JSON.parse(body).content.description.length <= LONGEST.description,
  );
}

function buildNotification(alert: Alert, words: AlertWords): string {
  const { mark, status, title, commands, reportUrl } = words;
  const nextSteps = [
    ...(reportUrl === undefined ? [] : [`Open the report: ${reportUrl}`]),
    ...commands.map(([label, command]) => `${label}: ${code(command)}`),
  ].filter((step) => step.length <= LONGEST.step);
  return JSON.stringify({
    version: '1.0',
    source: 'custom',
    id: alert.id,
    content: {
      textType: 'client-markdown',
      title: cutEscaped(`${mark} ${status}: ${title}`, LONGEST.title, plain),
      description: buildDescription(words),
      ...(nextSteps.length === 0 ? {} : { nextSteps }),
      keywords: ['plumbline', alert.severity, ...alert.environments.slice(0, 2), ...alert.clusters.slice(0, 3)].map((keyword) =>
        cutEscaped(keyword, LONGEST.keyword, plain),
      ),
    },
    metadata: {
      threadId: alert.thread,
      summary: cutEscaped(`${status}: ${title}`, LONGEST.summary, plain),
      eventType: nameEvent(alert),
      ...(alert.clusters.length === 0 ? {} : { relatedResources: alert.clusters.slice(0, 10).map((cluster) => cutLine(cluster, 200)) }),
      additionalContext: { incident: alert.incident, route: alert.route, severity: alert.severity, at: alert.at },
    },
  });
}

function buildDescription({ facts, news, problem, differences, waysOut, leftOut }: AlertWords): string {
  const blocks = [
    facts.map((row) => row.map(([label, ...pieces]) => `*${label}* ${pieces.map(writePiece).join(', ')}`).join(' · ')),
    news.map(([label, names]) => `*${label}:* ${code(names)}`),
    ...(problem === undefined ? [] : [problem.split('\n').map(plain)]),
    ...differences.map(writeDifference),
    ...waysOut.map(({ does, text }) => [`*${plain(does)}*`, '```', fence(text), '```']),
    ...(leftOut === undefined ? [] : [[`_${plain(leftOut)}_`]]),
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function writeDifference(words: DifferenceWords): string[] {
  const { object, cluster, at, by, file } = words;
  const values = writeValues(words, code);
  const origin = [...(by === undefined ? [] : [plain(by)]), ...(file === undefined ? [] : [writePiece(file)])].join(' · ');
  return [
    `• *${plain(object)}*${cluster === undefined ? '' : ` in ${plain(cluster)}`}`,
    ...(at === undefined ? [] : [`   ${code(at)}`]),
    `   ${values}`,
    ...(origin === '' ? [] : [`   ${origin}`]),
  ];
}

/** Addresses stand beside what they open: Slack and Teams spell links in two ways, and each links a bare one. */
function writePiece({ text, url }: Piece): string {
  return url === undefined ? plain(text) : `${plain(text)} ${url}`;
}

/** Text that neither Slack nor Teams takes for markup. */
export function plain(text: string): string {
  return escapeChat(plainMarkdown(text));
}

/** Text that people copy. */
export function code(text: string): string {
  return escapeChat(quoteCode(text));
}

/** What people copy must stay as it is, but for what would end the block. */
function fence(text: string): string {
  return escapeChat(text.replaceAll('```', 'ˋˋˋ'));
}

/** Slack reads `<` even between backticks. */
function escapeChat(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
