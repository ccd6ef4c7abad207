import type { FieldDifference, Origin } from '../../difference.ts';
import { placeField } from '../../field-place.ts';
import { isJsonObject } from '../../json.ts';
import { describeAuthor, describeCause } from '../describe-author.ts';
import { describeBlame } from '../describe-blame.ts';
import { type ChangeLine, describeChange } from '../describe-change.ts';
import { escapeText } from '../escape-text.ts';
import { formatEntries } from '../format-value.ts';
import { measureText, truncateMiddle } from '../text-width.ts';
import { breakWord } from '../wrap-text.ts';
import { type Page, writeWrapped } from './page.ts';
import { fieldSignOf } from './signs.ts';
import { writeChange } from './write-change.ts';

const INDENT = 6;
const LINES_SHOWN = 5;

/** One field: its path, git's value → the cluster's, then who did it, when, and on which line git says otherwise. */
export function writeField(field: FieldDifference, origin: Origin, page: Page): string[] {
  const { symbol, paint } = fieldSignOf(field.type, page.paint);
  const path = escapeText(field.at);
  const head = `    ${paint(symbol)} `;
  const [single, ...others] = describeChange(field);
  const inline = single !== undefined && others.length === 0 ? writeChange(single, page.paint) : undefined;
  if (inline && INDENT + measureText(path) + 2 + measureText(inline.plain) <= page.width) {
    return [`${head}${page.paint.place(path)}  ${inline.painted}`, ...writeStory(field, origin, page)];
  }
  const pathLines = breakWord(path, page.width - INDENT).map((part, i) => (i === 0 ? head : ' '.repeat(INDENT)) + page.paint.place(part));
  return [...pathLines, ...writeValues(field, page), ...writeStory(field, origin, page)];
}

function writeValues(field: FieldDifference, page: Page): string[] {
  const whole = field.type === 'missing' ? field.desired : field.type === 'extra' ? field.live : undefined;
  const lines = describeChange(field);
  const [only] = lines;
  const fits = lines.length === 1 && only !== undefined && measureText(writeChange(only, page.paint).plain) <= page.width - INDENT - 2;
  if (isJsonObject(whole) && !fits) return writeEntries(field, formatEntries(whole), page);
  const shown = page.explain ? lines : lines.slice(0, LINES_SHOWN);
  const left = lines.length - shown.length;
  return [
    ...shown.flatMap((line) => writeChangeLines(line, page)),
    ...(left === 0 ? [] : [`${' '.repeat(INDENT + 2)}${page.paint.faint(`(+${left} more ${left === 1 ? 'line' : 'lines'})`)}`]),
  ];
}

/** A whole object that only one side has: which side, then its entries one below the other. */
function writeEntries(field: FieldDifference, entries: readonly string[], page: Page): string[] {
  const { word } = fieldSignOf(field.type, page.paint);
  const paint = field.type === 'missing' ? page.paint.git : page.paint.live;
  const shown = page.explain ? entries : entries.slice(0, LINES_SHOWN);
  const left = entries.length - shown.length;
  return [
    `${' '.repeat(INDENT + 2)}${page.paint.faint(`${word}:`)}`,
    ...shown.map((entry) => ' '.repeat(INDENT + 4) + paint(truncateMiddle(entry, page.width - INDENT - 4))),
    ...(left === 0 ? [] : [`${' '.repeat(INDENT + 4)}${page.paint.faint(`(+${left} more)`)}`]),
  ];
}

function writeChangeLines(line: ChangeLine, page: Page): string[] {
  const indent = ' '.repeat(INDENT + 2);
  const room = page.width - INDENT - 2;
  const written = writeChange(line, page.paint, room);
  return written.lines.map((text) => indent + text);
}

function writeStory(field: FieldDifference, origin: Origin, page: Page): string[] {
  const cause = describeCause(field);
  const author = field.setBy === undefined ? '' : `: ${describeAuthor(field.setBy, page.now)}`;
  const place = placeField(field, origin);
  const isToldAlready = place.file === origin.file && place.line === origin.line;
  const line = isToldAlready ? '' : ` · ${escapeText(place.file)}:${place.line}`;
  const story = writeWrapped(page, INDENT, `${cause}${author}${line}`, page.paint.faint);
  if (field.blame !== undefined) story.push(...writeWrapped(page, INDENT, describeBlame(field.blame, page.now), page.paint.faint));
  return field.note === undefined ? story : [...story, ...writeWrapped(page, INDENT, escapeText(field.note), page.paint.faint)];
}
