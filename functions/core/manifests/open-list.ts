import { EVENT_ID, type Event } from 'js-yaml';
import { asString, isJsonList, isJsonObject, type Json, type JsonObject } from '../json.ts';
import { offsetOf } from './construct-document.ts';
import type { ParsedYaml } from './parse-yaml.ts';
import { countLineBreaks } from './split-documents.ts';

/** The items of a `List`, or of a `<Kind>List` such as `ConfigMapList`; undefined for any other object. `items: null` is none. */
export function openList(body: JsonObject): readonly Json[] | undefined {
  const kind = asString(body['kind']) ?? '';
  const items = body['items'];
  if (kind === 'List' && (items === undefined || items === null)) return [];
  return kind.endsWith('List') && isJsonList(items) ? items : undefined;
}

/** An item as kubectl reads it: one that names neither apiVersion nor kind has those of its typed list (`ConfigMapList` → `ConfigMap`). */
export function completeItem(item: Json, list: JsonObject): Json {
  const kind = (asString(list['kind']) ?? '').slice(0, -'List'.length);
  if (!isJsonObject(item) || kind === '' || item['apiVersion'] !== undefined || item['kind'] !== undefined) return item;
  return { apiVersion: list['apiVersion'] ?? '', kind, ...item };
}

/** Line breaks before each item of the top-level `items`. Empty where the list is not written out (an alias). */
export function findItemLines(yaml: ParsedYaml): number[] {
  const lines: number[] = [];
  let depth = 0;
  let line = 0;
  let counted = 0;
  let inItems = false;
  let isKey = true;
  for (const event of yaml.events) {
    if (event.type === EVENT_ID.DOCUMENT) continue;
    if (event.type === EVENT_ID.POP) {
      depth--;
      if (depth === 1) inItems = false;
      if (depth === 1) isKey = true;
      continue;
    }
    if (inItems && depth === 2) {
      const offset = Math.max(offsetOf(event), counted);
      line += countLineBreaks(yaml.text, counted, offset);
      counted = offset;
      lines.push(line);
    }
    const opens = event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE;
    if (depth === 1) {
      if (isKey) inItems = isItemsKey(event, yaml.text);
      else if (!opens) inItems = false;
      isKey = !isKey;
    }
    if (opens) depth++;
  }
  return lines;
}

function isItemsKey(event: Event, text: string): boolean {
  return event.type === EVENT_ID.SCALAR && text.slice(event.valueStart, event.valueEnd) === 'items';
}
