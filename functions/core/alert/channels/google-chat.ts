import type { Alert } from '../alert.ts';
import { measureBytes } from '../cut-text.ts';
import { defuseText, escapeHtml, plainMarkdown } from '../defuse-text.ts';
import { type AlertWords, describeAlert } from '../describe-alert.ts';
import { type DifferenceWords, type Piece, writeValues } from '../describe-difference.ts';
import { fitRoom, ROOMS } from '../room.ts';

/** Google Chat takes 32,000 bytes. */
export const MOST_BYTES = 30_000;

/** A card, in a thread for each incident. Its texts know a few tags of HTML and nothing else. */
export function renderGoogleChatMessage(alert: Alert): string {
  return fitRoom(
    ROOMS,
    (room) => JSON.stringify(buildMessage(alert, describeAlert(alert, room))),
    (body) => measureBytes(body) <= MOST_BYTES,
  );
}

function buildMessage(alert: Alert, words: AlertWords): object {
  const { mark, status, title, facts, news, problem, differences, waysOut, commands, leftOut, reportUrl } = words;
  const paragraphs = [
    facts.map((row) => row.map(([label, ...pieces]) => `<b>${label}</b> ${pieces.map(writePiece).join(', ')}`).join(' · ')).join('<br>'),
    ...news.map(([label, names]) => `<b>${label}:</b> ${plain(names)}`),
    ...(problem === undefined ? [] : [plain(problem).replaceAll('\n', '<br>')]),
    ...differences.map(writeDifference),
    ...waysOut.map(({ does, text }) => `<b>${plain(does)}</b><br>${code(text)}`),
    ...(commands.length === 0 ? [] : [`<b>Commands</b><br>${code(commands.map(([, command]) => command).join('\n'))}`]),
    ...(leftOut === undefined ? [] : [`<i>${plain(leftOut)}</i>`]),
  ];
  const button = { text: 'Open the report', onClick: { openLink: { url: reportUrl } } };
  return {
    fallbackText: plainMarkdown(`${status}: ${title}`).replaceAll('<', '‹').replaceAll('>', '›'),
    thread: { threadKey: alert.thread },
    cardsV2: [
      {
        cardId: alert.id,
        card: {
          header: { title: `${mark} ${defuseText(title)}`, subtitle: status },
          sections: [
            {
              widgets: [
                ...paragraphs.map((text) => ({ textParagraph: { text } })),
                ...(reportUrl === undefined ? [] : [{ buttonList: { buttons: [button] } }]),
              ],
            },
          ],
        },
      },
    ],
  };
}

function writeDifference(words: DifferenceWords): string {
  const { object, cluster, at, by, file } = words;
  const values = writeValues(words, code);
  const origin = [...(by === undefined ? [] : [plain(by)]), ...(file === undefined ? [] : [writePiece(file)])].join(' · ');
  const lines = [
    `<b>${plain(object)}</b>${cluster === undefined ? '' : ` in ${plain(cluster)}`}`,
    ...(at === undefined ? [] : [code(at)]),
    values,
    ...(origin === '' ? [] : [origin]),
  ];
  return lines.join('<br>');
}

function writePiece({ text, url }: Piece): string {
  return url === undefined ? plain(text) : `<a href="${escapeHtml(url)}">${plain(text)}</a>`;
}

/** Text between the tags of a card. */
export function plain(text: string): string {
  return escapeHtml(plainMarkdown(text));
}

/** What people copy stays as it is; spaces at the beginning of a line are kept by the tag. */
function code(text: string): string {
  return `<code>${escapeHtml(text).replaceAll('\n', '<br>')}</code>`;
}
