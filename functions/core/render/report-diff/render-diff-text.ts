import type { ComparedPlace, ReportDiff } from '../../report-diff/report-diff.ts';
import { escapeText } from '../escape-text.ts';
import { formatCount } from '../format-quantity.ts';
import { createPaint } from '../paint.ts';
import type { RenderOptions } from '../renderer.ts';
import { type Page, writeHeading, writeSides, writeWrapped } from '../text/page.ts';
import { paintLevel } from '../text/signs.ts';
import { measureText, padText, truncateMiddle } from '../text-width.ts';
import {
  CHANGE_TITLES,
  CHANGES,
  describeCounts,
  describePlace,
  describeSides,
  listFacts,
  listLines,
  nameObject,
  type PlaceLine,
} from './describe-diff.ts';

const LABEL_WIDTH = 11;
/** Places of one group, and lines of one place, before the rest is a number. */
const PLACES_SHOWN = 40;
const LINES_SHOWN = 4;

/** Two reports for a terminal: what is new first, what is the same as a number. */
export function renderDiffText(diff: ReportDiff, { colour, width, now, explain }: RenderOptions): string {
  const page: Page = { paint: createPaint(colour), width: Math.min(160, Math.max(48, width)), now, explain };
  const { counts } = diff;
  const worse = counts.new + counts.changed > 0;
  const [mark, paint] = worse ? ['✗', page.paint.bad] : counts.unknown > 0 ? ['?', page.paint.warning] : ['✓', page.paint.good];
  const head = [
    `${paint(mark)} ${page.paint.strong(describeCounts(diff))}`,
    `  ${describeSides(diff)}`,
    '',
    ...listFacts(diff).flatMap(([label, text]) => [`  ${page.paint.faint(padText(label, LABEL_WIDTH))}${text}`]),
  ];
  const sections = CHANGES.flatMap((change) => {
    const places = diff.places.filter((place) => place.change === change);
    if (places.length === 0 || (!explain && (change === 'same' || change === 'covered'))) return [];
    return [writeGroup(CHANGE_TITLES[change], places, page)];
  });
  const gaps = diff.gaps.map(({ where, message }) => `${where}: ${escapeText(message)}`);
  const shown = explain ? gaps : gaps.slice(0, PLACES_SHOWN);
  const unchecked =
    gaps.length === 0
      ? []
      : [
          [
            writeHeading(page, 'Unchecked', formatCount(gaps.length)),
            '',
            ...shown.flatMap((gap) => writeWrapped(page, 2, gap)),
            ...writeMore(gaps.length - shown.length, page),
          ],
        ];
  return `${[head, ...sections, ...unchecked].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function writeGroup(title: string, places: readonly ComparedPlace[], page: Page): string[] {
  const shown = page.explain ? places : places.slice(0, PLACES_SHOWN);
  const byObject = Map.groupBy(shown, nameObject);
  return [
    writeHeading(page, title, formatCount(places.length)),
    '',
    ...[...byObject.values()].flatMap((of) => writeObject(of, page)),
    ...writeMore(places.length - shown.length, page),
  ];
}

function writeObject(places: readonly ComparedPlace[], page: Page): string[] {
  const [first] = places;
  if (first === undefined) return [];
  const name = nameObject(first);
  const head = `  ${page.paint.strong(name)}`;
  const team = first.team === undefined ? undefined : `team ${escapeText(first.team)}`;
  return [
    ...(team === undefined ? [head] : writeSides(page, head, `  ${name}`, team, 4)),
    ...places.flatMap((place) => writePlace(place, page)),
  ];
}

function writePlace(place: ComparedPlace, page: Page): string[] {
  const { at, before, after } = place;
  const level = (after ?? before)?.severity.level ?? 'low';
  const { paint } = page;
  const path = truncateMiddle(escapeText(at ?? 'the whole object'), page.width - 14);
  const lines = listLines(place);
  const shown = page.explain ? lines : lines.slice(0, LINES_SHOWN);
  const left = lines.length - shown.length;
  return [
    `    ${paint.place(path)}  ${paintLevel(level, paint)}`,
    ...shown.flatMap((line) => writeLine(line, page)),
    ...(left === 0 ? [] : [`      ${paint.faint(`(+${left} more)`)}`]),
    ...writeWrapped(page, 6, describePlace(place, page.now), paint.faint).filter((line) => line.trim() !== ''),
  ];
}

/** `in the cluster  4 → 5`, the label above where the line is too short for both. */
function writeLine({ head, left, right }: PlaceLine, { paint, width }: Page): string[] {
  const label = head === undefined ? '' : `${head}  `;
  if (measureText(label) + measureText(left) + measureText(right) + 9 <= width)
    return [`      ${paint.faint(label)}${paint.git(left)} ${paint.faint('→')} ${paint.live(right)}`];
  const room = Math.floor((width - 9) / 2);
  return [
    ...(head === undefined ? [] : [`      ${paint.faint(truncateMiddle(head, width - 6))}`]),
    `      ${paint.git(truncateMiddle(left, room))} ${paint.faint('→')} ${paint.live(truncateMiddle(right, room))}`,
  ];
}

function writeMore(left: number, page: Page): string[] {
  return left <= 0 ? [] : [`  ${page.paint.faint(`and ${formatCount(left)} more: --explain tells all`)}`];
}
