import type { ObjectRef } from '../kube-object.ts';
import type { FieldSign, ObjectSign, SeverityRule, SeveritySign } from './severity-rule.ts';
import { SEVERITY_RULES } from './severity-rules.ts';

/** A sign with the rule it stands in, and its place among all signs. */
export interface Known<T extends SeveritySign = SeveritySign> {
  readonly rule: SeverityRule;
  readonly sign: T;
  readonly order: number;
}

interface KnownField extends Known<FieldSign> {
  readonly matches: RegExp;
}

/** The signs that fit a place of an object by kind and path, in the order of the rules. Their conditions are the caller's to ask. */
export interface SignFinder {
  readonly ofObject: (ref: ObjectRef, type: ObjectSign['of']) => readonly Known<ObjectSign>[];
  readonly ofPlace: (ref: ObjectRef, at: string) => readonly Known<FieldSign>[];
}

const ALL: readonly Known[] = SEVERITY_RULES.flatMap((rule) => rule.signs.map((sign) => ({ rule, sign }))).map((known, order) => ({
  ...known,
  order,
}));
const FIELD_SIGNS: readonly KnownField[] = ALL.flatMap(({ sign, ...known }) =>
  sign.of === 'field' ? [{ ...known, sign, matches: compilePlaces(sign.at) }] : [],
);
const OBJECT_SIGNS: readonly Known<ObjectSign>[] = ALL.flatMap(({ sign, ...known }) => (sign.of === 'field' ? [] : [{ ...known, sign }]));

/** Finds signs. Remembers what it found for as long as it lives: in one report the same places come again and again. */
export function createSignFinder(): SignFinder {
  const kinds = new Map<string, { readonly fields: readonly KnownField[]; readonly places: Map<string, readonly KnownField[]> }>();
  return {
    ofObject: (ref, type) => OBJECT_SIGNS.filter(({ sign }) => sign.of === type && isOfKind(sign, ref)),
    ofPlace: (ref, at) => {
      const key = `${ref.group}/${ref.kind}`;
      let kind = kinds.get(key);
      if (kind === undefined) {
        kind = { fields: FIELD_SIGNS.filter(({ sign }) => isOfKind(sign, ref)), places: new Map() };
        kinds.set(key, kind);
      }
      let found = kind.places.get(at);
      if (found === undefined) {
        found = kind.fields.filter(({ matches }) => matches.test(at));
        kind.places.set(at, found);
      }
      return found;
    },
  };
}

function isOfKind({ kinds }: SeveritySign, { group, kind }: ObjectRef): boolean {
  if (kinds === undefined) return true;
  const isOwn = !group.includes('.') || group.endsWith('.k8s.io');
  return kinds.some((name) => name === `${kind}.${group}` || name === `*.${group}` || (isOwn && name === kind));
}

function compilePlaces(patterns: readonly string[]): RegExp {
  const parts = patterns.map((pattern) => {
    const isDeep = pattern.endsWith('/**');
    const body = (isDeep ? pattern.slice(0, -3) : pattern)
      .split('*')
      .map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('[^/]*');
    return `${pattern.startsWith('/') ? '^' : '/'}${body}${isDeep ? '(?:/[^]*)?' : ''}$`;
  });
  return new RegExp(parts.join('|'));
}
