import { type Event, parseEvents, YAMLException } from 'js-yaml';
import { YamlProblem } from './yaml-problem.ts';

const MAX_DEPTH = 1000;
const PADDING = ' '.repeat(256);
/** How much text may be parsed again while lines are padded. */
const MAX_PARSED_AGAIN = 100_000_000;

/** `text` is the text that the offsets of the events are in. Its lines are those of the document. */
export interface ParsedYaml {
  readonly text: string;
  readonly events: readonly Event[];
}

/**
 * The parser's events for one document. Kubernetes' parser lets a bracket or a quoted text go on with less indentation than YAML wants
 * (`args: [` … `]` at the start of a line), so such lines are padded, which changes no value. Throws YamlProblem.
 */
export function parseYaml(document: string): ParsedYaml {
  let text = document;
  for (let parsed = 0; ; parsed += text.length) {
    try {
      return { text, events: parseEvents(text, { maxDepth: MAX_DEPTH }) };
    } catch (error) {
      const position = error instanceof YAMLException ? (error.mark?.position ?? 0) : 0;
      if (!(error instanceof YAMLException) || error.reason !== 'deficient indentation' || parsed > MAX_PARSED_AGAIN) {
        throw toProblem(error, position);
      }
      const lineStart = text.lastIndexOf('\n', position - 1) + 1;
      if (text.startsWith(PADDING, lineStart)) throw toProblem(error, position);
      text = text.slice(0, lineStart) + PADDING + text.slice(lineStart);
    }
  }
}

function toProblem(error: unknown, position: number): unknown {
  if (error instanceof YAMLException) return new YamlProblem('invalid-yaml', hideQuotes(error.reason), position);
  return error instanceof RangeError ? new YamlProblem('invalid-yaml', 'nested too deeply', 0) : error;
}

// The parser's reasons name tags, anchors and directives as they stand in the text.
function hideQuotes(reason: string): string {
  return reason.replace(/\s*(?:"[^"]*"|!<[^>]*>)/g, '');
}
