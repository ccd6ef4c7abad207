import type { Alert } from '../alert.ts';
import { measureBytes } from '../cut-text.ts';
import { type AlertWords, describeAlert } from '../describe-alert.ts';
import { type DifferenceWords, type Piece, writeValues } from '../describe-difference.ts';
import { fitRoom, ROOMS, type Room } from '../room.ts';

/** Room where nothing but patience is short. */
const TEXT_ROOMS: readonly [Room, ...Room[]] = [{ differences: 40, text: 500, way: 20_000, names: 30 }, ...ROOMS];

/** An alert as plain text: for mail, descriptions and notes. At most `most` bytes. */
export function renderPlainText(alert: Alert, most = 60_000): string {
  return fitRoom(
    TEXT_ROOMS,
    (room) => writeText(describeAlert(alert, room)),
    (text) => measureBytes(text) <= most,
  );
}

function writeText({ status, title, facts, news, problem, differences, waysOut, commands, leftOut, reportUrl }: AlertWords): string {
  const list = facts.flat();
  const width = Math.max(...list.map(([label]) => label.length));
  const blocks = [
    [`${status}: ${title}`],
    list.map(([label, ...pieces]) => `${label.padEnd(width)}  ${pieces.map(writePiece).join(', ')}`),
    news.map(([label, names]) => `${label}: ${names}`),
    ...(problem === undefined ? [] : [[problem]]),
    ...differences.map(writeDifference),
    ...waysOut.map(({ does, text }) => [`${does}:`, ...text.split('\n').map((line) => `    ${line}`)]),
    commands.map(([label, command]) => `${label}: ${command}`),
    reportUrl === undefined ? [] : [`Report: ${reportUrl}`],
    leftOut === undefined ? [] : [leftOut],
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function writeDifference(words: DifferenceWords): string[] {
  const { object, cluster, at, by, file } = words;
  const values = writeValues(words, (value) => value, ' -> ');
  const origin = [...(by === undefined ? [] : [by]), ...(file === undefined ? [] : [writePiece(file)])].join(' · ');
  return [
    `- ${object}${cluster === undefined ? '' : ` in ${cluster}`}${at === undefined ? `: ${values}` : ''}`,
    ...(at === undefined ? [] : [`  ${at}: ${values}`]),
    ...(origin === '' ? [] : [`  ${origin}`]),
  ];
}

function writePiece({ text, url }: Piece): string {
  return url === undefined ? text : `${text} (${url})`;
}
