import { EVENT_ID, type Event, getScalarValue, SCALAR_STYLE } from 'js-yaml';
import type { Json } from '../json.ts';
import { constructScalar, offsetOf } from './construct-document.ts';
import { formatKey } from './format-key.ts';
import type { ParsedYaml } from './parse-yaml.ts';
import { isInteger } from './resolve-scalar.ts';

/** A node of a document with where it stands; aliases are resolved to what they name. `offset` is -1 for an empty scalar. */
export interface TreeNode {
  readonly offset: number;
  /** Behind the last character of a scalar or an alias; of others, their parts tell. */
  readonly end?: number;
  readonly scalar?: Json;
  /** Where the first line of a literal block (`|`) begins: its lines are those of its text. */
  readonly literal?: number;
  readonly items?: TreeNode[];
  readonly fields?: TreeField[];
}

/** A field with where its key stands. `merge`: a `<<` key, whose value lends its fields. */
export interface TreeField {
  readonly key: string;
  readonly offset: number;
  readonly merge: boolean;
  readonly value: TreeNode;
}

interface OpenNode {
  readonly node: TreeNode;
  key: { readonly key: string; readonly offset: number; readonly merge: boolean } | undefined;
}

/** Builds the tree of a document that constructDocument reads; undefined for an empty one. */
export function buildDocumentTree({ events, text }: ParsedYaml): TreeNode | undefined {
  const anchors = new Map<string, TreeNode>();
  const open: OpenNode[] = [];
  let root: TreeNode | undefined;
  for (const event of events) {
    if (event.type === EVENT_ID.POP) open.pop();
    if (event.type === EVENT_ID.POP || event.type === EVENT_ID.DOCUMENT) continue;
    const node = buildNode(event, text, anchors);
    const parent = open[open.length - 1];
    if (event.type !== EVENT_ID.ALIAS && event.anchorStart >= 0) anchors.set(text.slice(event.anchorStart, event.anchorEnd), node);
    if (parent === undefined) root ??= node;
    else if (parent.node.items) parent.node.items.push(node);
    else if (parent.key === undefined) parent.key = buildKey(event, text, node);
    else {
      parent.node.fields?.push({ ...parent.key, value: node });
      parent.key = undefined;
    }
    if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE) open.push({ node, key: undefined });
  }
  return root;
}

type NodeEvent = Exclude<Event, { readonly type: typeof EVENT_ID.POP } | { readonly type: typeof EVENT_ID.DOCUMENT }>;

function buildNode(event: NodeEvent, text: string, anchors: ReadonlyMap<string, TreeNode>): TreeNode {
  switch (event.type) {
    case EVENT_ID.SCALAR:
      return {
        offset: offsetOf(event),
        end: event.valueEnd,
        scalar: constructScalar(event, text),
        ...(event.style === SCALAR_STYLE.LITERAL_BLOCK ? { literal: event.valueStart } : {}),
      };
    case EVENT_ID.SEQUENCE:
      return { offset: event.start, items: [] };
    case EVENT_ID.MAPPING:
      return { offset: event.start, fields: [] };
    case EVENT_ID.ALIAS:
      return { ...anchors.get(text.slice(event.anchorStart, event.anchorEnd)), offset: event.anchorStart, end: event.anchorEnd };
  }
}

function buildKey(event: NodeEvent, text: string, node: TreeNode): OpenNode['key'] {
  const plain = event.type === EVENT_ID.SCALAR && event.style === SCALAR_STYLE.PLAIN;
  const spelled = event.type === EVENT_ID.SCALAR ? getScalarValue(text, event) : '';
  const key = formatKey(node.scalar ?? null, isInteger(spelled)) ?? '';
  return { key, offset: node.offset, merge: plain && spelled === '<<' };
}
