import type { FieldPath, PathElement } from '../../field-path.ts';
import { asJsonObject, asString, canonicalJson, isJsonList, type Json } from '../../json.ts';
import { unescapeToken } from '../../json-pointer.ts';
import { type FoundValue, type GitDocument, readAt } from '../git-document.ts';
import { ABSENT, type FollowedField, setTo, type Touch, UNKNOWN, UNTOUCHED } from './field-state.ts';

/** At which index of its list the item stands to which so many steps of the path lead: before the rendering, and after it; undefined where it is not there. */
export type IndexesOf = (depth: number) => readonly (number | undefined)[];

type Match = 'yes' | 'maybe' | 'no';

/** What the operations (RFC 6902) of a patch do to a field of an object that it applies to, one after the other. */
export function patchJson(document: GitDocument, field: FollowedField, indexesOf: IndexesOf): Touch {
  if (document.root === undefined || !isJsonList(document.value)) return UNKNOWN;
  let outcome: Touch = UNTOUCHED;
  for (const [index, operation] of document.value.entries()) {
    const touched = apply(document, index, operation, field, indexesOf);
    if (touched.type !== 'untouched') outcome = touched;
  }
  return outcome;
}

function apply(document: GitDocument, index: number, operation: Json, field: FollowedField, indexesOf: IndexesOf): Touch {
  const { op, path, from } = asJsonObject(operation);
  const tokens = tokensOf(path);
  const target = matchTokens(tokens, field.path, indexesOf, op === 'add' ? asJsonObject(operation)['value'] : undefined);
  switch (op) {
    case 'test':
      return UNTOUCHED;
    case 'add':
    case 'replace': {
      if (target === 'no') return UNTOUCHED;
      if (target === 'maybe' || tokens.length > field.path.length) return UNKNOWN;
      const value = readAt(document, [{ index }, { field: 'value' }, ...field.path.slice(tokens.length)]);
      return value === undefined ? ABSENT : setValue(document, value);
    }
    case 'remove':
      if (target === 'no') return UNTOUCHED;
      return target === 'maybe' || tokens.length > field.path.length ? UNKNOWN : ABSENT;
    default: {
      const source = matchTokens(tokensOf(from), field.path, indexesOf, undefined);
      return target === 'no' && (op === 'copy' || source === 'no') ? UNTOUCHED : UNKNOWN;
    }
  }
}

function setValue(document: GitDocument, value: FoundValue): Touch {
  return setTo(document, value, 'json-patch');
}

function tokensOf(pointer: Json | undefined): readonly string[] {
  return (asString(pointer) ?? '').split('/').slice(1).map(unescapeToken);
}

/** Whether a pointer leads to a field, to something it is in, or to something in it. `added`: what is put into a list at the end of the pointer. */
function matchTokens(tokens: readonly string[], path: FieldPath, indexesOf: IndexesOf, added: Json | undefined): Match {
  let match: Match = 'yes';
  for (const [depth, token] of tokens.entries()) {
    const element = path[depth];
    if (element === undefined) break;
    const isAdded = added !== undefined && depth === tokens.length - 1;
    const next =
      isAdded && !('field' in element) ? matchAdded(element, token, added, indexesOf(depth)) : matchToken(token, element, indexesOf(depth));
    if (next === 'no') return 'no';
    if (next === 'maybe') match = 'maybe';
  }
  return match;
}

function matchToken(token: string, element: PathElement, indexes: readonly (number | undefined)[]): Match {
  if ('field' in element) return token === element.field ? 'yes' : 'no';
  const known = indexes.filter((index) => index !== undefined);
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const index = token === '-' ? Number.POSITIVE_INFINITY : Number(token);
  if (known.length === 0) return 'maybe';
  if (index < least || index > most) return 'no';
  return least === most && known.length === indexes.length ? 'yes' : 'maybe';
}

/** An item that is added is known by what it is, not by where it goes. */
function matchAdded(element: PathElement, token: string, added: Json, indexes: readonly (number | undefined)[]): Match {
  if ('keys' in element) {
    const item = asJsonObject(added);
    const keys = Object.entries(element.keys);
    const isSame =
      keys.some(([key]) => key in item) && keys.every(([key, value]) => canonicalJson(item[key] ?? value) === canonicalJson(value));
    return isSame ? 'yes' : 'no';
  }
  if ('value' in element) return canonicalJson(added) === canonicalJson(element.value) ? 'yes' : 'no';
  return token === '-' && indexes[0] === undefined ? 'yes' : 'maybe';
}
