import { EVENT_ID, type Event, getScalarValue, SCALAR_STYLE, type ScalarEvent } from 'js-yaml';
import { isJsonList, isJsonObject, type Json, type JsonObject } from '../json.ts';
import { formatKey } from './format-key.ts';
import { isInteger, resolvePlain } from './resolve-scalar.ts';
import { resolveTagged } from './resolve-tagged.ts';
import { YamlProblem } from './yaml-problem.ts';

/** How many nodes the aliases of one document may stand for: what Go's parser allows, which is what the API server's clients use. */
const MAX_ALIASED_NODES = 400_000;

interface Anchor {
  readonly value: Json;
  readonly nodes: number;
  readonly open: boolean;
}
interface Frame {
  readonly anchor: string | undefined;
  readonly list: Json[] | undefined;
  readonly mapping: Record<string, Json> | undefined;
  nodes: number;
  /** The key whose value comes next; `merge` for `<<`. */
  key: string | undefined;
  keyOffset: number;
  merge: boolean;
  merged: Set<string> | undefined;
}

/**
 * Makes the value of one document from the parser's events, as Go's sigs.k8s.io/yaml would, with one difference: a duplicate key is an error.
 * Merge keys work in the order they stand, aliases share their value (and are bounded), tags nobody knows are ignored. Undefined for an empty document.
 */
export function constructDocument(events: readonly Event[], source: string): Json | undefined {
  const anchors = new Map<string, Anchor>();
  const frames: Frame[] = [];
  let root: Json | undefined;
  let aliased = 0;

  const add = (value: Json, nodes: number, offset: number): void => {
    const frame = frames[frames.length - 1];
    if (frame === undefined) root = value;
    else {
      frame.nodes += nodes;
      if (frame.list) frame.list.push(value);
      else addPair(frame, value, offset);
    }
  };

  for (const event of events) {
    switch (event.type) {
      case EVENT_ID.DOCUMENT:
        break;
      case EVENT_ID.SCALAR: {
        const frame = frames[frames.length - 1];
        const offset = offsetOf(event);
        const anchor = nameOf(event, source);
        if (frame?.mapping && frame.key === undefined) {
          readKey(frame, event, source, offset);
          if (anchor !== undefined) anchors.set(anchor, { value: constructScalar(event, source), nodes: 1, open: false });
          break;
        }
        const value = constructScalar(event, source);
        if (typeof value === 'number' && !Number.isFinite(value)) {
          throw new YamlProblem(
            'invalid-yaml',
            'a number (.inf or .nan) that JSON, and so Kubernetes, cannot hold; quote it if it is text',
            offset,
          );
        }
        if (anchor !== undefined) anchors.set(anchor, { value, nodes: 1, open: false });
        add(value, 1, offset);
        break;
      }
      case EVENT_ID.SEQUENCE:
      case EVENT_ID.MAPPING: {
        const parent = frames[frames.length - 1];
        if (parent?.mapping && parent.key === undefined) throw complexKey(event.start);
        const anchor = nameOf(event, source);
        const list: Json[] | undefined = event.type === EVENT_ID.SEQUENCE ? [] : undefined;
        const mapping: Record<string, Json> | undefined = list ? undefined : {};
        if (anchor !== undefined) anchors.set(anchor, { value: null, nodes: 0, open: true });
        frames.push({ anchor, list, mapping, nodes: 1, key: undefined, keyOffset: event.start, merge: false, merged: undefined });
        break;
      }
      case EVENT_ID.ALIAS: {
        const target = anchors.get(source.slice(event.anchorStart, event.anchorEnd));
        if (!target) throw new YamlProblem('invalid-yaml', 'an alias of an anchor that does not stand before it', event.anchorStart);
        if (target.open) throw new YamlProblem('invalid-yaml', 'an anchor that contains itself', event.anchorStart);
        aliased += target.nodes;
        if (aliased > MAX_ALIASED_NODES) {
          const limit = MAX_ALIASED_NODES.toLocaleString('en');
          throw new YamlProblem(
            'too-many-aliases',
            `its aliases stand for more than ${limit} nodes; write the values out`,
            event.anchorStart,
          );
        }
        const frame = frames[frames.length - 1];
        if (frame?.mapping && frame.key === undefined) startPair(frame, formatKey(target.value, true), event.anchorStart);
        else add(target.value, target.nodes, event.anchorStart);
        break;
      }
      case EVENT_ID.POP: {
        const frame = frames.pop();
        if (frame === undefined) break;
        const value = frame.list ?? frame.mapping ?? null;
        if (frame.anchor !== undefined) anchors.set(frame.anchor, { value, nodes: frame.nodes, open: false });
        add(value, frame.nodes, frame.keyOffset);
        break;
      }
    }
  }
  return root;
}

/** Where a node stands in the text: its tag, its anchor or its first character; -1 for an empty one. */
export function offsetOf(event: Event): number {
  switch (event.type) {
    case EVENT_ID.SCALAR:
      return event.tagStart >= 0 ? event.tagStart : event.anchorStart >= 0 ? event.anchorStart : event.valueStart;
    case EVENT_ID.SEQUENCE:
    case EVENT_ID.MAPPING:
      return event.start;
    case EVENT_ID.ALIAS:
      return event.anchorStart;
    default:
      return -1;
  }
}

/** The value of one scalar; throws YamlProblem where it does not fit its tag. */
export function constructScalar(event: ScalarEvent, source: string): Json {
  const text = getScalarValue(source, event);
  if (event.tagStart < 0) return event.style === SCALAR_STYLE.PLAIN ? resolvePlain(text) : text;
  const value = resolveTagged(text, source.slice(event.tagStart, event.tagEnd));
  if (value === undefined) throw new YamlProblem('invalid-yaml', 'a value that does not fit its tag', event.tagStart);
  return value;
}

function readKey(frame: Frame, event: ScalarEvent, source: string, offset: number): void {
  const text = getScalarValue(source, event);
  const plain = event.style === SCALAR_STYLE.PLAIN && event.tagStart < 0;
  const tag = event.tagStart < 0 ? '' : source.slice(event.tagStart, event.tagEnd);
  if (text === '<<' && (plain || tag === '!!merge')) {
    frame.merge = true;
    frame.key = text;
    frame.keyOffset = offset;
    return;
  }
  startPair(frame, plain || tag !== '' ? formatKey(constructScalar(event, source), isInteger(text)) : text, offset);
}

function startPair(frame: Frame, key: string | undefined, offset: number): void {
  if (key === undefined) throw new YamlProblem('invalid-yaml', 'a key that is neither text, number nor boolean', offset);
  if (Object.hasOwn(frame.mapping ?? {}, key) && !frame.merged?.has(key)) {
    throw new YamlProblem('duplicate-key', 'the same key twice in one mapping; which of the two counts is chance', offset);
  }
  frame.key = key;
  frame.keyOffset = offset;
}

function addPair(frame: Frame, value: Json, offset: number): void {
  const mapping = frame.mapping ?? {};
  const key = frame.key;
  if (key === undefined) throw complexKey(offset);
  if (frame.merge) mergeInto(frame, mapping, value);
  else {
    setField(mapping, key, value);
    frame.merged?.delete(key);
  }
  frame.key = undefined;
  frame.merge = false;
}

// As in Go: a merge overrides what stands before it, and what stands after overrides the merge. Of several in a list, the first wins.
function mergeInto(frame: Frame, mapping: Record<string, Json>, value: Json): void {
  const sources: readonly Json[] = isJsonList(value) ? [...value].reverse() : [value];
  frame.merged ??= new Set();
  for (const source of sources) {
    if (!isJsonObject(source)) throw new YamlProblem('invalid-yaml', 'a merge key (<<) of something that is no mapping', frame.keyOffset);
    for (const [key, merged] of Object.entries(source satisfies JsonObject)) {
      setField(mapping, key, merged);
      frame.merged.add(key);
    }
  }
}

function setField(mapping: Record<string, Json>, key: string, value: Json): void {
  // Plain assignment to this one key would change the prototype.
  if (key === '__proto__') Object.defineProperty(mapping, key, { value, enumerable: true, configurable: true, writable: true });
  else mapping[key] = value;
}

function nameOf(event: ScalarEvent | Extract<Event, { start: number }>, source: string): string | undefined {
  return event.anchorStart < 0 ? undefined : source.slice(event.anchorStart, event.anchorEnd);
}

function complexKey(offset: number): YamlProblem {
  return new YamlProblem('invalid-yaml', 'a list or mapping as a key', offset);
}
