import { CHOMPING_MODE, COLLECTION_STYLE, EVENT_ID, type Event, getScalarValue, SCALAR_STYLE } from 'js-yaml';
import { constructScalar } from './construct-document.ts';
import { formatKey } from './format-key.ts';
import type { ParsedYaml } from './parse-yaml.ts';
import { isInteger } from './resolve-scalar.ts';

/**
 * A node of a document as it is written. `start` and `end` enclose the value without tag and anchor: quotes and brackets belong to it, and of a block
 * scalar the lines below its header do. An empty value has none of either; it stands behind `after`.
 */
export type TextNode = {
  readonly start: number;
  readonly end: number /** Behind the colon or dash that the node follows. */;
  readonly after: number;
} & (
  | { readonly type: 'scalar'; readonly style: 'plain' | 'single' | 'double' | 'block' }
  | { readonly type: 'mapping'; readonly flow: boolean; readonly fields: readonly TextField[] }
  | { readonly type: 'sequence'; readonly flow: boolean; readonly items: readonly TextItem[] }
  | { readonly type: 'alias' }
  | { readonly type: 'empty' }
);
export interface TextField {
  readonly key: string;
  readonly start: number;
  readonly quoted: boolean;
  readonly merge: boolean;
  readonly value: TextNode;
}
/** `start`: its dash, or in brackets the item itself. */
export interface TextItem {
  readonly start: number;
  readonly value: TextNode;
}

/** Builds the tree of a document that constructDocument reads; undefined for an empty one, and for one whose writing cannot be followed. */
export function buildTextTree({ events, text }: ParsedYaml): TextNode | undefined {
  const reader = new TreeReader(events, text);
  try {
    return reader.readDocument();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

class TreeReader {
  private at = 0;
  private readonly events: readonly Event[];
  private readonly text: string;

  constructor(events: readonly Event[], text: string) {
    this.events = events;
    this.text = text;
  }

  readDocument(): TextNode | undefined {
    while (this.events[this.at]?.type === EVENT_ID.DOCUMENT) this.at++;
    const next = this.events[this.at];
    return next === undefined || next.type === EVENT_ID.POP ? undefined : this.readNode(0);
  }

  private readNode(after: number): TextNode {
    const event = this.events[this.at++];
    switch (event?.type) {
      case EVENT_ID.SCALAR: {
        if (event.valueStart < 0) return { type: 'empty', start: after, end: after, after };
        const style = STYLES[event.style] ?? 'plain';
        const isQuoted = style === 'single' || style === 'double';
        const end = style === 'block' && event.chomping !== KEEP ? trimLines(this.text, event.valueStart, event.valueEnd) : event.valueEnd;
        return { type: 'scalar', style, start: event.valueStart - Number(isQuoted), end: end + Number(isQuoted), after };
      }
      case EVENT_ID.ALIAS:
        return { type: 'alias', start: event.anchorStart - 1, end: event.anchorEnd, after };
      case EVENT_ID.MAPPING:
        return event.style === FLOW ? this.readFlowMapping(event.start, after) : this.readBlockMapping(event.start, after);
      case EVENT_ID.SEQUENCE:
        return event.style === FLOW ? this.readFlowSequence(event.start, after) : this.readBlockSequence(event.start, after);
      default:
        throw new RangeError('no node');
    }
  }

  private readFields(): TextField[] {
    const fields: TextField[] = [];
    for (let event = this.events[this.at]; event?.type !== EVENT_ID.POP; event = this.events[this.at]) {
      if (event?.type !== EVENT_ID.SCALAR || event.valueStart < 0) throw new RangeError('no key');
      const quoted = event.style !== SCALAR_STYLE.PLAIN;
      const spelled = getScalarValue(this.text, event);
      const key = formatKey(constructScalar(event, this.text), isInteger(spelled)) ?? spelled;
      const first =
        event.tagStart >= 0 ? event.tagStart : event.anchorStart >= 0 ? event.anchorStart - 1 : event.valueStart - Number(quoted);
      this.at++;
      const colon = this.find(':', event.valueEnd + Number(quoted));
      fields.push({ key, start: first, quoted, merge: !quoted && spelled === '<<', value: this.readNode(colon + 1) });
    }
    this.at++;
    return fields;
  }

  private readBlockMapping(start: number, after: number): TextNode {
    const fields = this.readFields();
    return { type: 'mapping', flow: false, fields, start, end: fields.at(-1)?.value.end ?? start, after };
  }

  private readFlowMapping(start: number, after: number): TextNode {
    const fields = this.readFields();
    const end = this.find('}', fields.at(-1)?.value.end ?? start + 1) + 1;
    return { type: 'mapping', flow: true, fields, start, end, after };
  }

  private readFlowSequence(start: number, after: number): TextNode {
    const items: TextItem[] = [];
    for (let event = this.events[this.at]; event?.type !== EVENT_ID.POP; event = this.events[this.at]) {
      const value = this.readNode(items.at(-1)?.value.end ?? start + 1);
      items.push({ start: value.start, value });
    }
    this.at++;
    const end = this.find(']', items.at(-1)?.value.end ?? start + 1) + 1;
    return { type: 'sequence', flow: true, items, start, end, after };
  }

  private readBlockSequence(start: number, after: number): TextNode {
    const items: TextItem[] = [];
    for (let event = this.events[this.at]; event?.type !== EVENT_ID.POP; event = this.events[this.at]) {
      const dash = this.find('-', items.at(-1)?.value.end ?? start);
      items.push({ start: dash, value: this.readNode(dash + 1) });
    }
    this.at++;
    return { type: 'sequence', flow: false, items, start, end: items.at(-1)?.value.end ?? start, after };
  }

  /** The next such character outside of comments. Between two nodes there is nothing else than space, commas and comments. */
  private find(character: string, from: number): number {
    for (let at = from; at < this.text.length; at++) {
      const found = this.text[at];
      if (found === character) return at;
      if (found === '#') {
        const end = this.text.indexOf('\n', at);
        if (end < 0) break;
        at = end;
      } else if (found === undefined || !/[\s,]/.test(found)) break;
    }
    throw new RangeError('not found');
  }
}

const FLOW = COLLECTION_STYLE.FLOW;
const KEEP = CHOMPING_MODE.KEEP;
const STYLES: Readonly<Record<number, 'plain' | 'single' | 'double' | 'block'>> = {
  [SCALAR_STYLE.PLAIN]: 'plain',
  [SCALAR_STYLE.SINGLE_QUOTED]: 'single',
  [SCALAR_STYLE.DOUBLE_QUOTED]: 'double',
  [SCALAR_STYLE.LITERAL_BLOCK]: 'block',
  [SCALAR_STYLE.FOLDED_BLOCK]: 'block',
};

/** Blank lines behind a block scalar are not its own. */
function trimLines(text: string, start: number, end: number): number {
  let last = end;
  while (last > start && /\s/.test(text[last - 1] ?? '')) last--;
  const breakAt = text.indexOf('\n', last);
  return breakAt < 0 || breakAt >= end ? end : breakAt + 1;
}
