import type { FieldDifference, SetBy } from '../../difference.ts';
import { isJsonObject, type Json } from '../../json.ts';
import { describeAuthor, describeCause } from '../describe-author.ts';
import { describeChange } from '../describe-change.ts';
import { escapeText } from '../escape-text.ts';
import { formatAge, formatTime } from '../format-age.ts';
import { formatEntries } from '../format-value.ts';
import type { PageField, PageLine } from './page-object.ts';

/** Longer values are cut, and say so: a page is for people. */
const MOST_CHARACTERS = 1200;
const MOST_LINES = 60;

/** One field of a page, without what its object knows of it: the weight and the place. Ages are told from `now`. */
export function buildPageField(field: FieldDifference, now: string): Omit<PageField, 'level' | 'why' | 'place'> {
  const { at, setBy, note } = field;
  const lines = listLines(field);
  const left = lines.length - MOST_LINES;
  return {
    at: escapeText(at),
    cause: describeCause(field),
    ...(setBy === undefined ? {} : { who: describeAuthor(withoutTime(setBy), now) }),
    ...(setBy?.time === undefined ? {} : { when: escapeText(formatTime(setBy.time)), age: formatAge(escapeText(setBy.time), now) }),
    ...(note === undefined ? {} : { note: escapeText(note) }),
    lines: [...lines.slice(0, MOST_LINES).map(cutLine), ...(left > 0 ? [{ remark: `and ${left} lines more: see the JSON report` }] : [])],
  };
}

/** An object that one side has alone is told entry by entry. */
function listLines(field: FieldDifference): readonly PageLine[] {
  switch (field.type) {
    case 'changed':
      return describeChange(field);
    case 'missing':
      return isLong(field.desired) ? [{ desired: formatEntries(field.desired).join('\n') }] : describeChange(field);
    case 'extra':
      return isLong(field.live) ? [{ live: formatEntries(field.live).join('\n') }] : describeChange(field);
  }
}

function isLong(value: Json): value is { readonly [key: string]: Json } {
  return isJsonObject(value) && Object.keys(value).length > 1;
}

/** The time is told beside the author, with the age. */
function withoutTime({ time: _time, ...setBy }: SetBy): SetBy {
  return setBy;
}

function cutLine({ label, desired, live, remark }: PageLine): PageLine {
  return {
    ...(label ? { label: escapeText(label) } : {}),
    ...(desired === undefined ? {} : { desired: cut(desired) }),
    ...(live === undefined ? {} : { live: cut(live) }),
    ...(remark ? { remark: escapeText(remark) } : {}),
  };
}

function cut(text: string): string {
  const left = text.length - MOST_CHARACTERS;
  return left <= 0 ? text : `${text.slice(0, MOST_CHARACTERS).toWellFormed()} … and ${left} characters more: see the JSON report`;
}
