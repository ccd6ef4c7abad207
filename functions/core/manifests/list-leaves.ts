import { EVENT_ID, getScalarValue, SCALAR_STYLE } from 'js-yaml';
import type { ParsedYaml } from './parse-yaml.ts';
import { resolvePlain } from './resolve-scalar.ts';

/** One value of a document in the order it is written. `bytes`: what a hash over plain values takes of it. */
export interface SopsLeaf {
  readonly path: readonly string[];
  readonly text: string;
  readonly bytes: string;
}

interface Frame {
  readonly path: readonly string[];
  readonly isList: boolean;
  key: string | undefined;
}

/**
 * The values of one document as SOPS walks them (sops:sops.go): in their order, without `sops`, nulls and comments. Undefined where the document holds
 * an alias, which SOPS writes out.
 */
export function listLeaves({ events, text }: ParsedYaml): readonly SopsLeaf[] | undefined {
  const leaves: SopsLeaf[] = [];
  const frames: Frame[] = [];
  for (const event of events) {
    const frame = frames.at(-1);
    switch (event.type) {
      case EVENT_ID.DOCUMENT:
        break;
      case EVENT_ID.ALIAS:
        return undefined;
      case EVENT_ID.MAPPING:
      case EVENT_ID.SEQUENCE:
        frames.push({ path: frame === undefined ? [] : pathOf(frame), isList: event.type === EVENT_ID.SEQUENCE, key: undefined });
        break;
      case EVENT_ID.SCALAR: {
        const value = getScalarValue(text, event);
        if (frame === undefined) break;
        if (!frame.isList && frame.key === undefined) {
          frame.key = value;
          break;
        }
        const path = pathOf(frame);
        const bytes = event.style === SCALAR_STYLE.PLAIN && event.tagStart < 0 ? spellPlain(value) : value;
        if (bytes !== undefined && path[0] !== 'sops') leaves.push({ path, text: value, bytes });
        frame.key = undefined;
        break;
      }
      case EVENT_ID.POP: {
        frames.pop();
        const parent = frames.at(-1);
        if (parent) parent.key = undefined;
        break;
      }
    }
  }
  return leaves;
}

function pathOf({ path, key, isList }: Frame): readonly string[] {
  return isList || key === undefined ? path : [...path, key];
}

const BOOLEAN = /^(?:true|True|TRUE|false|False|FALSE)$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** What SOPS hashes of a plain scalar (sops:sops.go ToBytes over go.yaml.in/yaml/v3, for which `yes` is text); undefined for null. */
function spellPlain(text: string): string | undefined {
  if (DAY.test(text)) return `${text}T00:00:00Z`;
  const value = resolvePlain(text);
  if (value === null) return undefined;
  if (typeof value === 'boolean') return BOOLEAN.test(text) ? (value ? 'True' : 'False') : text;
  if (typeof value === 'number') return spellNumber(value);
  return typeof value === 'bigint' ? value.toString() : text;
}

/** A number without an exponent. */
function spellNumber(value: number): string {
  const text = String(value);
  const [, sign = '', whole = '', fraction = '', exponent] = /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(text) ?? [];
  if (exponent === undefined) return text;
  const shift = Number(exponent);
  const digits = whole + fraction;
  if (shift < 0) return `${sign}0.${'0'.repeat(-shift - 1)}${digits}`;
  return sign + digits.padEnd(shift + 1, '0');
}
