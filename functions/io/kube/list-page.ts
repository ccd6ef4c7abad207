import { asJsonObject, asString, isJsonList, isJsonObject, type JsonObject } from '../../core/json.ts';
import { joinApiVersion, type KubeObject } from '../../core/kube-object.ts';
import type { KindRead } from '../../core/live-state.ts';
import { RequestError } from './request-error.ts';

/** One page as parsed: its objects with `apiVersion` and `kind` filled in (lists of built-in kinds leave them out), and the token of the next page. */
export interface ParsedPage {
  readonly objects: readonly KubeObject[];
  readonly next: string | undefined;
}

/** Reads the JSON of a list. Throws RequestError where it is no list, or not of this kind. */
export function parsePage(list: JsonObject, read: KindRead): ParsedPage {
  const items = list['items'];
  if (list['kind'] === 'Status' || !(isJsonList(items) || items === null)) {
    throw invalid(read, `the answer is no list but ${asString(list['kind']) ?? 'something without a kind'}`);
  }
  const partial = list['kind'] === 'PartialObjectMetadataList';
  if (partial && read.mode === 'full') throw invalid(read, 'the server sent metadata alone although whole objects were asked for');
  const next = asString(asJsonObject(list['metadata'])['continue']);
  return { objects: (items ?? []).map((item) => completeItem(asJsonObject(item), read, partial)), next: next === '' ? undefined : next };
}

function completeItem(item: JsonObject, read: KindRead, partial: boolean): KubeObject {
  const { kind, group, version } = read.served;
  const metadata = item['metadata'];
  if (!isJsonObject(metadata) || typeof metadata['name'] !== 'string') throw invalid(read, 'an item of the list has no name');
  if (!partial && item['kind'] !== undefined && item['kind'] !== kind)
    throw invalid(read, `an item of the list is a ${String(item['kind'])}`);
  const apiVersion = joinApiVersion(group, version);
  if (read.mode === 'metadata') return { apiVersion, kind, metadata };
  return { ...item, apiVersion: item['apiVersion'] ?? apiVersion, kind };
}

function invalid({ served }: KindRead, message: string): RequestError {
  return new RequestError('invalid-response', `list of ${served.kind}: ${message}`);
}

// Built-in kinds are written with the list's metadata first, custom ones with sorted keys and so last.
const METADATA_FIRST = /^\{"kind":"[^"]*","apiVersion":"[^"]*","metadata":(\{[^{}]*\}),"items":/;
const METADATA_LAST = /"kind":"[^"]*","metadata":(\{[^{}]*\})\}\s*$/;

/**
 * The token of the next page out of the text alone, so that the page can be asked for before this one is parsed. A guess: undefined where the
 * text is laid out another way, and to be compared with what parsing finds.
 */
export function guessNextToken(text: string): string | undefined {
  const found = METADATA_FIRST.exec(text.slice(0, 4096)) ?? METADATA_LAST.exec(text.slice(-4096));
  if (found === null) return undefined;
  const token = /"continue":"([^"\\]+)"/.exec(found[1] ?? '');
  return token?.[1];
}
