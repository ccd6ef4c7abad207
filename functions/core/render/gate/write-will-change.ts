import type { Difference, FieldDifference } from '../../difference.ts';
import type { GateFate } from '../../gate/gate-entry.ts';
import type { Departure } from '../../gate/select-departures.ts';
import { type ChangeLine, describeChange } from '../describe-change.ts';
import { escapeText } from '../escape-text.ts';
import { formatPlural } from '../format-quantity.ts';
import { formatObject } from '../text/format-object.ts';
import { type Page, writeSides } from '../text/page.ts';
import { measureText, truncateMiddle } from '../text-width.ts';

const OBJECTS_SHOWN = 25;
const FIELDS_SHOWN = 6;
const LINES_SHOWN = 3;

/** What a release makes of each object: the cluster's value now → git's. */
export function writeWillChange(departures: readonly Departure[], page: Page): string[] {
  const shown = page.explain ? departures : departures.slice(0, OBJECTS_SHOWN);
  const left = departures.length - shown.length;
  return [
    ...shown.flatMap((departure) => writeDeparture(departure, page)),
    ...(left === 0 ? [] : [`  ${page.paint.faint(`and ${formatPlural(left, 'more object')}: --explain tells all`)}`]),
  ];
}

/** Changes that are in the cluster already, one line each. */
export function writeAdopted(departures: readonly Departure[], page: Page): string[] {
  const lines = departures.flatMap(({ difference }) => {
    const name = formatObject(difference.ref, true);
    const places = difference.type === 'modified' ? difference.fields.map(({ at }) => `${name}  ${escapeText(at)}`) : [name];
    return places.map((place) => `  ${page.paint.good('=')} ${truncateMiddle(place, page.width - 4)}`);
  });
  const shown = page.explain ? lines : lines.slice(0, OBJECTS_SHOWN);
  const left = lines.length - shown.length;
  return [...shown, ...(left === 0 ? [] : [`  ${page.paint.faint(`and ${left} more: --explain tells all`)}`])];
}

function writeDeparture({ entry, difference }: Departure, page: Page): string[] {
  const { symbol, paint, story } = describeAction(entry.fate, difference, page);
  const name = formatObject(difference.ref, true);
  const head = writeSides(page, `  ${paint(symbol)} ${page.paint.strong(name)}`, `  ${symbol} ${name}`, story, 4);
  if (difference.type !== 'modified') return head;
  const shown = page.explain ? difference.fields : difference.fields.slice(0, FIELDS_SHOWN);
  const left = difference.fields.length - shown.length;
  const more = left === 0 ? [] : [`      ${page.paint.faint(`and ${formatPlural(left, 'more field')}: --explain tells all`)}`];
  return [...head, ...shown.flatMap((field) => writeField(field, page)), ...more];
}

function describeAction(
  fate: GateFate,
  difference: Difference,
  { paint }: Page,
): { symbol: string; paint: (text: string) => string; story: string } {
  const origin = 'origin' in difference ? escapeText(`${difference.origin.file}:${difference.origin.line}`) : '';
  if (fate === 'creates') return { symbol: '+', paint: paint.good, story: `created · ${origin}` };
  if (fate === 'withdraws') return { symbol: '-', paint: paint.bad, story: 'no longer in git: deleted where the delivery prunes' };
  return { symbol: '~', paint: paint.warning, story: fate === 'pending' ? `pending before already · ${origin}` : origin };
}

/** The path and `now → then`, on one line where they fit, one below the other where not even the values do. */
function writeField(field: FieldDifference, page: Page): string[] {
  const path = escapeText(field.at);
  const lines = describeChange(field);
  const [only, ...others] = lines;
  const [inline] = only === undefined || others.length > 0 ? [] : writeValues(only, Number.POSITIVE_INFINITY, page);
  if (inline !== undefined && measureText(path) + measureText(inline.plain) + 8 <= page.width) {
    return [`      ${page.paint.place(path)}  ${inline.painted}`];
  }
  const shown = page.explain ? lines : lines.slice(0, LINES_SHOWN);
  const more = lines.length > shown.length ? [`        ${page.paint.faint(`(+${lines.length - shown.length} more)`)}`] : [];
  return [
    `      ${page.paint.place(truncateMiddle(path, page.width - 6))}`,
    ...shown.flatMap((line) => writeValues(line, page.width - 8, page).map(({ painted }) => `        ${painted}`)),
    ...more,
  ];
}

function writeValues({ label, desired, live }: ChangeLine, room: number, { paint }: Page): { plain: string; painted: string }[] {
  const [now, then] = [live ?? 'nothing', desired ?? 'nothing'];
  const before = label === undefined ? '' : `${label}  `;
  const plain = `${before}${now} → ${then}`;
  if (measureText(plain) <= room)
    return [{ plain, painted: `${paint.faint(before)}${paint.live(now)} ${paint.faint('→')} ${paint.git(then)}` }];
  const rows = [
    ...(label === undefined ? [] : [{ head: '', text: label, colour: paint.faint }]),
    { head: 'now   ', text: now, colour: paint.live },
    { head: 'after ', text: then, colour: paint.git },
  ];
  return rows.map(({ head, text, colour }) => {
    const cut = truncateMiddle(text, room - head.length);
    return { plain: head + cut, painted: paint.faint(head) + colour(cut) };
  });
}
