import { EVENT_ID, type Event } from 'js-yaml';
import type { UncheckedFileReason } from '../desired-state.ts';
import { type Json, parseJson } from '../json.ts';
import { constructDocument } from './construct-document.ts';
import { type ParsedYaml, parseYaml } from './parse-yaml.ts';
import { countLineBreaks } from './split-documents.ts';
import { splitJson } from './split-json.ts';
import { YamlProblem } from './yaml-problem.ts';

/** One value of a document. `line`: line breaks before it, in the document. `yaml` is absent where it was read as JSON. */
export interface DocumentValue {
  readonly value: Json;
  readonly line: number;
  readonly yaml?: ParsedYaml;
}

/** Why a document could not be read; `line` as in DocumentValue. */
export interface DocumentProblem {
  readonly reason: UncheckedFileReason;
  readonly message: string;
  readonly line: number;
}

/** Reads the text of one document: one value, none where it is empty, several where JSON values follow one another. */
export function readDocument(text: string): readonly DocumentValue[] | DocumentProblem {
  let padded = text;
  try {
    const yaml = parseYaml(text);
    padded = yaml.text;
    const value = constructDocument(yaml.events, yaml.text);
    return value === undefined ? [] : [{ value, line: countLineBreaks(padded, 0, firstOffset(yaml.events)), yaml }];
  } catch (error) {
    if (!(error instanceof YamlProblem)) throw error;
    // YAML refuses some JSON (control characters, several values in one file) that the clients of Kubernetes read.
    const json = error.reason === 'invalid-yaml' && /^\uFEFF?\s*[{[]/.test(text) ? readJson(text) : undefined;
    return json ?? { reason: error.reason, message: error.message, line: countLineBreaks(padded, 0, error.offset) };
  }
}

function firstOffset(events: readonly Event[]): number {
  const root = events[1];
  return root?.type === EVENT_ID.MAPPING || root?.type === EVENT_ID.SEQUENCE ? root.start : 0;
}

function readJson(text: string): DocumentValue[] | undefined {
  try {
    return splitJson(text.replace(/^\uFEFF/, ' ')).map(({ offset, end }) => ({
      value: parseJson(text.slice(offset, end)),
      line: countLineBreaks(text, 0, offset),
    }));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
