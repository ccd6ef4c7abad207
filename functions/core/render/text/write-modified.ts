import type { Judged, ModifiedObject } from '../../difference.ts';
import { listFields } from '../../severity/list-fields.ts';
import { describeChange } from '../describe-change.ts';
import { escapeText } from '../escape-text.ts';
import { formatAge } from '../format-age.ts';
import { formatPlural } from '../format-quantity.ts';
import { measureText } from '../text-width.ts';
import { formatObject } from './format-object.ts';
import { type Page, writeSides, writeWrapped } from './page.ts';
import { paintLevel, signOf } from './signs.ts';
import { writeChange } from './write-change.ts';
import { writeField } from './write-field.ts';

/** How much of a long report is still told in full; spent from namespace to namespace. */
export interface Budget {
  full: number;
  line: number;
}

/** Fields of one object shown before the rest is told as a number. */
const FIELDS_SHOWN = 12;

/** Modified objects: the first ones in full, further ones in a line, the rest as a number. One block each. */
export function writeModified(objects: readonly Judged<ModifiedObject>[], budget: Budget, page: Page): string[][] {
  const full = objects.slice(0, budget.full);
  const lines = objects.slice(full.length, full.length + budget.line);
  budget.full -= full.length;
  budget.line -= lines.length;
  const left = objects.length - full.length - lines.length;
  const more = left === 0 ? [] : [`  ${page.paint.faint(`and ${formatPlural(left, 'more modified object')}: --explain tells all`)}`];
  return [...full.map((object) => writeInFull(object, page)), lines.flatMap((object) => writeInOneLine(object, page)), more].filter(
    (block) => block.length > 0,
  );
}

/** The line that names a modified object: its kind and name, how much it matters, and where git declares it. */
export function writeObjectLine(object: Judged<ModifiedObject>, page: Page): string[] {
  const { symbol, paint } = signOf('modified', page.paint);
  const name = formatObject(object.ref);
  const origin = escapeText(`${object.origin.file}:${object.origin.line}`);
  const { level } = object.severity;
  const left = `  ${paint(symbol)} ${page.paint.strong(name)}  ${paintLevel(level, page.paint)}`;
  return writeSides(page, left, `  ${symbol} ${name}  ${level}`, origin, 4);
}

/** The fields of a modified object, as much as fits a reader. */
export function writeFields(object: Judged<ModifiedObject>, page: Page): string[] {
  const fields = listFields(object);
  const shown = page.explain ? fields : fields.slice(0, FIELDS_SHOWN);
  const left = fields.length - shown.length;
  const more = left === 0 ? [] : [`    ${page.paint.faint(`and ${formatPlural(left, 'more field')}: --explain tells all`)}`];
  return [...shown.flatMap((field) => writeField(field, object.origin, page)), ...more];
}

function writeInFull(object: Judged<ModifiedObject>, page: Page): string[] {
  return [...writeObjectLine(object, page), ...writeDelivery(object, page), ...writeFields(object, page)];
}

/** When git last reached the object: worth a line where it has not yet, or on request. */
function writeDelivery({ delivery, fields }: ModifiedObject, page: Page): string[] {
  const isPending = fields.some(({ cause }) => cause === 'not-yet-applied');
  if (delivery === undefined || (!isPending && !page.explain)) return [];
  const when = delivery.time === undefined ? '' : `, ${formatAge(escapeText(delivery.time), page.now)}`;
  return writeWrapped(page, 4, `last delivered by ${escapeText(delivery.manager)}${when}`, page.paint.faint);
}

function writeInOneLine(object: Judged<ModifiedObject>, page: Page): string[] {
  const { symbol, paint } = signOf('modified', page.paint);
  const name = formatObject(object.ref);
  const { level } = object.severity;
  const left = `  ${paint(symbol)} ${name}  ${paintLevel(level, page.paint)}`;
  const room = page.width - measureText(name) - level.length - 8;
  const [first, ...others] = listFields(object);
  const [change, ...parts] = first === undefined ? [] : describeChange(first);
  const at = escapeText(first?.at ?? '');
  const more = others.length === 0 ? '' : ` and ${formatPlural(others.length, 'more field')}`;
  const value = change === undefined || parts.length > 0 || more !== '' ? { plain: '', painted: '' } : writeChange(change, page.paint);
  if (value.plain !== '' && measureText(at) + 1 + measureText(value.plain) <= room)
    return [`${left}  ${page.paint.faint(at)} ${value.painted}`];
  if (measureText(at + more) <= room) return [`${left}  ${page.paint.faint(at + more)}`];
  return [left, ...writeWrapped(page, 6, `${at}${more}`, page.paint.faint)];
}
