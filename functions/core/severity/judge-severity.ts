import type { Difference, FieldDifference } from '../difference.ts';
import type { ObjectRef } from '../kube-object.ts';
import { createSignFinder, type KindSigns, type Known } from './find-signs.ts';
import { listPlaces } from './list-places.ts';
import type { OverrideSeverity } from './override-severity.ts';
import { other } from './rules/other.ts';
import { pending } from './rules/pending.ts';
import { compareLevels, type Severity } from './severity.ts';
import { SEVERITY_RULES } from './severity-rules.ts';

/** What waits is judged first of all, and told after what departs for good. */
const ORDER: ReadonlyMap<string, number> = new Map(
  [...SEVERITY_RULES.filter((rule) => rule !== pending), pending].map(({ name }, i) => [name, i]),
);

/** A severity with the order of its sign, which decides among equals. */
interface Found {
  readonly severity: Severity;
  readonly order: number;
}

/** Orders by severity, worst first; equals by the order of the rules. */
export function compareSeverities(a: Severity, b: Severity): number {
  return compareLevels(a.level, b.level) || orderOf(a) - orderOf(b);
}

/** Says how much a difference matters: a modified object as much as the worst of its fields. One judge for one report. */
export function createSeverityJudge(override: OverrideSeverity): (difference: Difference) => Severity {
  const findSigns = createSignFinder();
  return (difference) => {
    const { type, ref } = difference;
    const signs = findSigns(ref);
    if (type !== 'modified') return override(judgeObject(signs, ref, type), { ref });
    let worst: Found | undefined;
    for (const field of difference.fields) {
      const { severity, order } = judgeField(signs, ref, field);
      worst = chooseWorse(worst, { severity: override(severity, { ref, path: field.path, at: field.at }), order });
    }
    return worst?.severity ?? UNKNOWN;
  };
}

/** What the last rule says, should no field tell anything. */
const UNKNOWN: Severity = { level: 'medium', rule: other.name, why: 'differs from git' };

function judgeObject(signs: KindSigns, ref: ObjectRef, type: 'missing' | 'unmanaged'): Severity {
  const known = signs[type].find(({ sign }) => sign.when?.(ref) ?? true);
  return known === undefined ? UNKNOWN : buildSeverity(known);
}

function judgeField(signs: KindSigns, ref: ObjectRef, field: FieldDifference): Found {
  let worst: Known | undefined;
  listPlaces(field).forEach((place, depth) => {
    const known = signs.ofPlace(place.at).find(({ sign }) => sign.when?.(place, ref) ?? true);
    // A place inside another one that no rule knows is as bad as the place it stands in.
    if (known === undefined || (depth > 0 && known.rule === other)) return;
    if (worst === undefined || (compareLevels(known.sign.level, worst.sign.level) || known.order - worst.order) < 0) worst = known;
  });
  if (worst === undefined) return { severity: { ...UNKNOWN, field: field.at }, order: Number.MAX_SAFE_INTEGER };
  return { severity: { ...buildSeverity(worst), field: field.at }, order: worst.order };
}

function buildSeverity({ rule, sign }: Known): Severity {
  return { level: sign.level, rule: rule.name, why: sign.why };
}

function chooseWorse(worst: Found | undefined, next: Found): Found {
  if (worst === undefined) return next;
  return (compareSeverities(next.severity, worst.severity) || next.order - worst.order) < 0 ? next : worst;
}

function orderOf({ rule }: Severity): number {
  return ORDER.get(rule) ?? ORDER.size;
}
