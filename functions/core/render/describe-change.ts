import type { FieldDifference } from '../difference.ts';
import { canonicalJson, isJsonList, isJsonObject, type Json, type JsonObject } from '../json.ts';
import { describeTextChange, isMultiLine } from './describe-text-change.ts';
import { formatKey, formatValue } from './format-value.ts';

/** One line of what departs: git's side, the cluster's side, or both. `label` tells which part of a larger value. Texts are safe to print, not yet cut. */
export interface ChangeLine {
  readonly label?: string;
  readonly desired?: string;
  readonly live?: string;
  /** What the values alone do not show, `text in git, a number in the cluster`. */
  readonly remark?: string;
}

/** What departs in one field, as few lines as say it: never two dumps to compare by eye. */
export function describeChange(field: FieldDifference): ChangeLine[] {
  switch (field.type) {
    case 'missing':
      return [{ desired: formatValue(field.desired) }];
    case 'extra':
      return [{ live: formatValue(field.live) }];
    case 'changed':
      return describeValues(field.desired, field.live, '');
  }
}

function describeValues(desired: Json, live: Json, at: string): ChangeLine[] {
  const label = at === '' ? {} : { label: at };
  if (isMultiLine(desired) || isMultiLine(live)) {
    if (typeof desired === 'string' && typeof live === 'string') {
      return describeTextChange(desired, live).map((line) => ({ ...line, label: [at, line.label].filter(Boolean).join(' ') }));
    }
  }
  if (isJsonList(desired) && isJsonList(live)) return describeLists(desired, live, at);
  if (isJsonObject(desired) && isJsonObject(live)) return describeObjects(desired, live, at);
  const remark = describeTypes(desired, live);
  return [{ ...label, desired: formatValue(desired), live: formatValue(live), ...(remark ? { remark } : {}) }];
}

function describeLists(desired: readonly Json[], live: readonly Json[], at: string): ChangeLine[] {
  const onlyGit = subtractItems(desired, live);
  const onlyLive = subtractItems(live, desired);
  const prefix = at === '' ? '' : `${at} `;
  if (onlyGit.length === 0 && onlyLive.length === 0) {
    return [
      { ...(at === '' ? {} : { label: at }), desired: formatValue(desired), live: formatValue(live), remark: 'same items, other order' },
    ];
  }
  const [gone, added] = [onlyGit[0], onlyLive[0]];
  if (desired.length === live.length && onlyGit.length === 1 && onlyLive.length === 1 && gone && added) {
    return describeValues(gone.item, added.item, `${at}[${gone.index}]`);
  }
  return [
    ...onlyGit.map(({ item }) => ({ label: `${prefix}only in git`, desired: formatValue(item) })),
    ...onlyLive.map(({ item }) => ({ label: `${prefix}only in the cluster`, live: formatValue(item) })),
  ];
}

/** The items of `from` that `other` does not hold; an item that stands there twice must be held twice. */
function subtractItems(from: readonly Json[], other: readonly Json[]): { readonly item: Json; readonly index: number }[] {
  const held = new Map<string, number>();
  for (const item of other) held.set(canonicalJson(item), (held.get(canonicalJson(item)) ?? 0) + 1);
  return from.flatMap((item, index) => {
    const key = canonicalJson(item);
    const left = held.get(key) ?? 0;
    if (left === 0) return [{ item, index }];
    held.set(key, left - 1);
    return [];
  });
}

function describeObjects(desired: JsonObject, live: JsonObject, at: string): ChangeLine[] {
  return [...new Set([...Object.keys(desired), ...Object.keys(live)])].flatMap((key): ChangeLine[] => {
    const [left, right] = [desired[key], live[key]];
    const label = `${at}.${formatKey(key)}`;
    if (left === undefined) return right === undefined ? [] : [{ label, live: formatValue(right) }];
    if (right === undefined) return [{ label, desired: formatValue(left) }];
    return canonicalJson(left) === canonicalJson(right) ? [] : describeValues(left, right, label);
  });
}

/** `"80"` and `80` look alike at three in the morning. */
function describeTypes(desired: Json, live: Json): string | undefined {
  const [git, cluster] = [nameType(desired), nameType(live)];
  return git === cluster || String(desired) !== String(live) ? undefined : `${git} in git, ${cluster} in the cluster`;
}

function nameType(value: Json): string {
  if (typeof value === 'string') return 'text';
  if (typeof value === 'boolean') return 'a boolean';
  if (typeof value === 'number' || typeof value === 'bigint') return 'a number';
  return value === null ? 'null' : isJsonList(value) ? 'a list' : 'an object';
}
