import type { IgnoreRule } from '../config/ignore-rule.ts';
import type { DesiredObject } from '../desired-state.ts';
import { compilePointer } from '../field-path.ts';
import { asString, isJsonList, isJsonObject, type Json } from '../json.ts';
import { escapeToken, unescapeToken } from '../json-pointer.ts';

const INDEX = /\/\d+(\/|$)/;

/**
 * Tools name an item of a list by its place (`/spec/containers/0/image`), paths of ours by its key. Adds to each such pointer what it means in the
 * objects that the rule may select: the key of the item at that place, as git declares it.
 */
export function resolveIndexes(rule: IgnoreRule, objects: readonly DesiredObject[]): IgnoreRule {
  const paths = rule.path === undefined ? [] : typeof rule.path === 'string' ? [rule.path] : rule.path;
  if (!paths.some((path) => INDEX.test(path))) return rule;
  const candidates = objects.filter(({ kind, group }) => selects(rule.kind, kind) && selects(rule.group, group));
  const resolved = paths.flatMap((path) => (INDEX.test(path) ? candidates.map(({ body }) => resolvePointer(path, body)) : []));
  return { ...rule, path: [...new Set([...paths, ...resolved])].filter(isCompilable) };
}

/** Only to find candidates: what the rule selects is decided where it is asked. */
function selects(pattern: string | undefined, text: string): boolean {
  return pattern === undefined || pattern.includes('*') || pattern.split('.')[0]?.toLowerCase() === text.split('.')[0]?.toLowerCase();
}

function resolvePointer(pointer: string, body: Json): string {
  let at: Json | undefined = body;
  const segments = pointer.slice(1).split('/');
  const resolved = segments.map((segment) => {
    if (isJsonList(at) && /^\d+$/.test(segment)) {
      const item: Json | undefined = at[Number(segment)];
      const name: string | undefined = isJsonObject(item) ? asString(item['name']) : undefined;
      at = item;
      return name === undefined ? segment : `[name=${escapeToken(name)}]`;
    }
    at = isJsonObject(at) ? at[unescapeToken(segment)] : undefined;
    return segment;
  });
  return `/${resolved.join('/')}`;
}

function isCompilable(pointer: string): boolean {
  try {
    compilePointer(pointer);
    return true;
  } catch {
    return false;
  }
}
