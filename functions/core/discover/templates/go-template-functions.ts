import { createHash } from 'node:crypto';
import { isJsonList, isJsonObject, type Json } from '../../json.ts';
import { printValue } from './print-value.ts';

/** A function of a template. Undefined: it cannot be called with these. */
export type TemplateFunction = (...args: readonly Json[]) => Json | undefined;

const text = (value: Json | undefined): string => printValue(value ?? null);

/** argo-cd:applicationset/utils/template_functions.go, SanitizeName. */
export function normalizeName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^-a-z0-9.]/g, '-')
    .slice(0, 253)
    .replace(/^[-.]+|[-.]+$/g, '');
}

function isEmpty(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === false || value === '' || value === 0) return true;
  return isJsonList(value) ? value.length === 0 : isJsonObject(value) && Object.keys(value).length === 0;
}

function lookUp(value: Json | undefined, ...keys: readonly Json[]): Json | undefined {
  return keys.reduce<Json | undefined>((at, key) => {
    if (isJsonList(at)) return at[Number(key)];
    return isJsonObject(at) ? at[String(key)] : undefined;
  }, value);
}

/** The functions of Go, sprig and Argo CD that people use in the texts of an ApplicationSet. */
export const TEMPLATE_FUNCTIONS: Readonly<Record<string, TemplateFunction>> = {
  normalize: (name) => normalizeName(text(name)),
  lower: (value) => text(value).toLowerCase(),
  upper: (value) => text(value).toUpperCase(),
  title: (value) => text(value).replace(/(^|\s)(\p{L})/gu, (all) => all.toUpperCase()),
  trim: (value) => text(value).trim(),
  trimAll: (cut, value) => trimAny(text(value), text(cut)),
  trimPrefix: (prefix, value) => (text(value).startsWith(text(prefix)) ? text(value).slice(text(prefix).length) : text(value)),
  trimSuffix: (suffix, value) =>
    text(value).endsWith(text(suffix)) ? text(value).slice(0, text(value).length - text(suffix).length) : text(value),
  replace: (from, to, value) => text(value).replaceAll(text(from), text(to)),
  trunc: (length, value) => (Number(length) < 0 ? text(value).slice(Number(length)) : text(value).slice(0, Number(length))),
  quote: (...values: readonly Json[]) => values.map((value) => JSON.stringify(text(value))).join(' '),
  squote: (...values) => values.map((value) => `'${text(value)}'`).join(' '),
  toString: (value: Json | undefined) => text(value),
  default: (fallback, value) => (isEmpty(value) ? fallback : value),
  index: lookUp,
  get: (map, key) => lookUp(map, key ?? '') ?? '',
  join: (by, list) => (isJsonList(list) ? list.map((item) => text(item)).join(text(by)) : undefined),
  splitList: (by, value) => text(value).split(text(by)),
  first: (list) => (isJsonList(list) ? list[0] : undefined),
  last: (list) => (isJsonList(list) ? list.at(-1) : undefined),
  print: (...values) => values.map((value) => text(value)).join(''),
  printf: (format, ...values) => formatText(text(format), values),
  base: (path) => text(path).replace(/\/+$/, '').split('/').at(-1) || '.',
  dir: (path) => text(path).replace(/\/?[^/]*$/, '') || '.',
  sha256sum: (value) => createHash('sha256').update(text(value)).digest('hex'),
  toJson: (value) => JSON.stringify(value ?? null),
};

function trimAny(value: string, cut: string): string {
  const inCut = (at: number): boolean => cut.includes(value[at] ?? '\0');
  let [start, end] = [0, value.length];
  while (start < end && inCut(start)) start++;
  while (end > start && inCut(end - 1)) end--;
  return value.slice(start, end);
}

/** `%s`, `%v`, `%d`, `%q` and `%%`; anything else is not understood. */
function formatText(format: string, values: readonly Json[]): string | undefined {
  let next = 0;
  let isUnderstood = true;
  const filled = format.replace(/%(.)/g, (_all, verb: string) => {
    if (verb === '%') return '%';
    if (!/[svdq]/.test(verb) || next >= values.length) isUnderstood = false;
    const value = text(values[next++]);
    return verb === 'q' ? JSON.stringify(value) : value;
  });
  return isUnderstood && next === values.length ? filled : undefined;
}
