import type { Difference, FieldDifference } from '../difference.ts';
import type { ObjectRef } from '../kube-object.ts';
import { createSignFinder, type Known, type SignFinder } from './find-signs.ts';
import { listPlaces } from './list-places.ts';
import type { OverrideSeverity } from './override-severity.ts';
import { other } from './rules/other.ts';
import { pending } from './rules/pending.ts';
import { SEVERITIES, type Severity } from './severity.ts';
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
  return SEVERITIES.indexOf(a.level) - SEVERITIES.indexOf(b.level) || orderOf(a) - orderOf(b);
}

/** Says how much a difference matters: a modified object as much as the worst of its fields. One judge for one report. */
export function createSeverityJudge(override: OverrideSeverity): (difference: Difference) => Severity {
  const signs = createSignFinder();
  return (difference) => {
    const { type, ref } = difference;
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

function judgeObject(signs: SignFinder, ref: ObjectRef, type: 'missing' | 'unmanaged'): Severity {
  const known = signs.ofObject(ref, type).find(({ sign }) => sign.when?.(ref) ?? true);
  return known === undefined ? UNKNOWN : buildSeverity(known);
}

function judgeField(signs: SignFinder, ref: ObjectRef, field: FieldDifference): Found {
  let worst: Found | undefined;
  for (const [depth, place] of listPlaces(field).entries()) {
    const known = signs.ofPlace(ref, place.at).find(({ sign }) => sign.when?.(place, ref) ?? true);
    // A place inside another one that no rule knows is as bad as the place it stands in.
    if (known === undefined || (depth > 0 && known.rule === other)) continue;
    worst = chooseWorse(worst, { severity: { ...buildSeverity(known), field: field.at }, order: known.order });
  }
  return worst ?? { severity: { ...UNKNOWN, field: field.at }, order: Number.MAX_SAFE_INTEGER };
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
