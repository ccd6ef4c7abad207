import type { Json, JsonObject } from '../../json.ts';

/** What a generator found for one Application. */
export type Parameters = JsonObject;

/** What became of a text with placeholders. `problem`: something in it that is not understood; it names the placeholder, and no value. */
export type FilledText = { readonly type: 'text'; readonly text: string } | { readonly type: 'problem'; readonly message: string };

/** Fills the placeholders of one text in. */
export type FillText = (text: string, parameters: Parameters) => FilledText;

/** What became of an object with placeholders. */
export type FilledValue = { readonly type: 'value'; readonly value: Json } | { readonly type: 'problem'; readonly message: string };

/** Fills in every text of a value, keys too (argo-cd:applicationset/utils/utils.go, deeplyReplace). */
export function fillValue(value: Json, parameters: Parameters, fill: FillText): FilledValue {
  const problems: string[] = [];
  const fillOne = (text: string): string => {
    const filled = fill(text, parameters);
    if (filled.type === 'text') return filled.text;
    problems.push(filled.message);
    return text;
  };
  const walk = (each: Json): Json => {
    if (typeof each === 'string') return fillOne(each);
    if (Array.isArray(each)) return each.map((item: Json) => walk(item));
    if (typeof each !== 'object' || each === null) return each;
    return Object.fromEntries(Object.entries(each).map(([key, item]) => [fillOne(key), walk(item as Json)]));
  };
  const filled = walk(value);
  const [message] = problems;
  return message === undefined ? { type: 'value', value: filled } : { type: 'problem', message };
}
