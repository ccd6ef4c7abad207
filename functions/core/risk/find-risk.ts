import type { Difference, FieldDifference } from '../difference.ts';
import { canonicalJson } from '../json.ts';
import { RISKS, type Risk } from './risks.ts';

/** Why a difference deserves the first look. `rank` orders: lower is more important. `field` is the one that says so, in a modified object. */
export interface FoundRisk {
  readonly rank: number;
  readonly why: string;
  readonly field?: FieldDifference;
}

/** The most important risk of a difference, or undefined. A rollout that is only pending is none. */
export function findRisk(difference: Difference): FoundRisk | undefined {
  for (const [rank, risk] of RISKS.entries()) {
    if (risk.type !== difference.type || (risk.kinds && !risk.kinds.includes(difference.ref.kind))) continue;
    if (difference.type !== 'modified') return { rank, why: risk.why };
    const field = difference.fields.find((candidate) => candidate.cause !== 'not-yet-applied' && hasRisk(candidate, risk));
    if (field) return { rank, why: risk.why, field };
  }
  return undefined;
}

function hasRisk(field: FieldDifference, risk: Risk): boolean {
  if (risk.at && !risk.at.test(field.at)) return false;
  return risk.live === undefined || ('live' in field && risk.live.test(canonicalJson(field.live)));
}
