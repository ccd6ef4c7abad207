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
  /** The last segments it may have, where all of its patterns tell them: cheaper to ask than the expression. */
  readonly ends: ReadonlySet<string> | undefined;
}

/** The signs that fit objects of one kind, in the order of the rules. Their conditions are the caller's to ask. */
export interface KindSigns {
  readonly missing: readonly Known<ObjectSign>[];
  readonly unmanaged: readonly Known<ObjectSign>[];
  /** Those of one place, spelled as `list-places.ts` does. */
  readonly ofPlace: (at: string) => readonly Known<FieldSign>[];
}

const ALL: readonly Known[] = SEVERITY_RULES.flatMap((rule) => rule.signs.map((sign) => ({ rule, sign }))).map((known, order) => ({
  ...known,
  order,
}));
const FIELD_SIGNS: readonly KnownField[] = ALL.flatMap(({ sign, ...known }) =>
  sign.of === 'field' ? [{ ...known, sign, matches: compilePlaces(sign.at), ends: listEnds(sign.at) }] : [],
);
const OBJECT_SIGNS: readonly Known<ObjectSign>[] = ALL.flatMap(({ sign, ...known }) => (sign.of === 'field' ? [] : [{ ...known, sign }]));

/** Finds the signs of kinds. Remembers what it found for as long as it lives: in one report the same kinds and places come again and again. */
export function createSignFinder(): (ref: ObjectRef) => KindSigns {
  const kinds = new Map<string, KindSigns>();
  return (ref) => {
    const key = `${ref.group}/${ref.kind}`;
    const known = kinds.get(key);
    if (known !== undefined) return known;
    const signs = findKindSigns(ref);
    kinds.set(key, signs);
    return signs;
  };
}

function findKindSigns(ref: ObjectRef): KindSigns {
  const objects = OBJECT_SIGNS.filter(({ sign }) => isOfKind(sign, ref));
  const fields = FIELD_SIGNS.filter(({ sign }) => isOfKind(sign, ref));
  const places = new Map<string, readonly KnownField[]>();
  return {
    missing: objects.filter(({ sign }) => sign.of === 'missing'),
    unmanaged: objects.filter(({ sign }) => sign.of === 'unmanaged'),
    ofPlace: (at) => {
      const known = places.get(at);
      if (known !== undefined) return known;
      const end = endOf(at);
      const found = fields.filter(({ matches, ends }) => (ends === undefined || ends.has(end)) && matches.test(at));
      places.set(at, found);
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

function listEnds(patterns: readonly string[]): ReadonlySet<string> | undefined {
  const ends = patterns.map(endOf);
  return ends.some((end) => end.includes('*')) ? undefined : new Set(ends);
}

function endOf(at: string): string {
  return at.slice(at.lastIndexOf('/') + 1);
}
