import type { Difference, FieldDifference, ModifiedObject, Origin, SetBy, UnmanagedObject } from '../../functions/core/difference.ts';
import type { FieldPath } from '../../functions/core/field-path.ts';
import { formatPath } from '../../functions/core/field-path.ts';
import type { Json } from '../../functions/core/json.ts';
import type { ObjectRef } from '../../functions/core/kube-object.ts';
import type { DriftReport } from '../../functions/core/report.ts';
import { judgeReport } from '../../functions/core/severity/judge-report.ts';

/** The time at which every sample is read. */
export const SAMPLE_NOW = '2026-11-04T03:12:09Z';

/** A person at `kubectl edit`, three hours before the sample is read. */
export const BY_PERSON: SetBy = { manager: 'kubectl-edit', operation: 'Update', time: '2026-11-04T00:02:11Z', class: 'person' };

/** A ref from `Kind.group namespace/name` or `Kind name`. */
export function buildRef(text: string): ObjectRef {
  const [kindGroup = '', place = ''] = text.split(' ');
  const [kind = '', ...group] = kindGroup.split('.');
  const slash = place.indexOf('/');
  return { group: group.join('.'), kind, namespace: slash < 0 ? null : place.slice(0, slash), name: place.slice(slash + 1) };
}

/** Where the sample's manifests stand. */
export function buildOrigin(file = 'deploy/shop/web.yaml', line = 12): Origin {
  return { source: 'shop', file, line };
}

/** A path from field names and, for items of keyed lists, `{ name }`. */
export function buildPath(...steps: readonly (string | number | { readonly name: string })[]): FieldPath {
  return steps.map((step) => {
    if (typeof step === 'string') return { field: step };
    return typeof step === 'number' ? { index: step } : { keys: { name: step.name } };
  });
}

type Details = Partial<Pick<FieldDifference, 'cause' | 'setBy' | 'line' | 'place' | 'note'>>;

/** A field that both sides have, changed by a person unless told otherwise. */
export function buildChanged(
  path: FieldPath,
  desired: Json,
  live: Json,
  details: Details = { cause: 'by-hand', setBy: BY_PERSON },
): FieldDifference {
  return { type: 'changed', path, at: formatPath(path), desired, live, cause: 'unknown', ...details };
}

/** A field that only git has. */
export function buildMissing(path: FieldPath, desired: Json, details: Details = { cause: 'removed' }): FieldDifference {
  return { type: 'missing', path, at: formatPath(path), desired, cause: 'unknown', ...details };
}

/** A field that only the cluster has. */
export function buildExtra(path: FieldPath, live: Json, details: Details = { cause: 'by-hand', setBy: BY_PERSON }): FieldDifference {
  return { type: 'extra', path, at: formatPath(path), live, cause: 'unknown', ...details };
}

/** An object with departing fields. */
export function buildModified(ref: string, fields: readonly FieldDifference[], origin = buildOrigin()): ModifiedObject {
  return { type: 'modified', ref: buildRef(ref), origin, fields };
}

/** An object that git declares and the cluster does not have. */
export function buildMissingObject(ref: string, origin = buildOrigin()): Difference {
  return { type: 'missing', ref: buildRef(ref), origin };
}

/** An object that no repository declares, made by a person a few days before. */
export function buildUnmanaged(ref: string, setBy: SetBy | null = BY_PERSON, since = '2026-10-30T11:00:00Z'): UnmanagedObject {
  return { type: 'unmanaged', ref: buildRef(ref), since, ...(setBy ? { setBy } : {}) };
}

/** A report around differences, its counts and verdict made to fit them; `overrides` wins. */
export function buildReport(differences: readonly Difference[] = [], overrides: Partial<DriftReport> = {}): DriftReport {
  const count = (type: Difference['type']): number => differences.filter((difference) => difference.type === type).length;
  const gaps = (overrides.unchecked?.length ?? 0) + (overrides.undecided?.length ?? 0);
  const unmanaged = count('unmanaged');
  const compared = 493;
  const report = {
    schemaVersion: 1,
    check: { id: 'prod-eu', cluster: { name: 'prod-eu', server: 'https://3C1F0B.gr7.eu-west-1.eks.amazonaws.com' } },
    revisions: [
      {
        source: 'shop',
        url: 'https://git.example.com/shop/manifests.git',
        revision: 'main',
        commit: '3f2a9c1d5b7e4f60918273645546372819a0b1c2',
        committedAt: '2026-11-02T09:30:00Z',
      },
    ],
    readAt: SAMPLE_NOW,
    serverVersion: 'v1.34.4',
    verdict: differences.length > 0 ? 'drifted' : gaps > 0 ? 'incomplete' : 'in-sync',
    counts: {
      compared,
      missing: count('missing'),
      modified: count('modified'),
      unmanaged,
      unchecked: overrides.unchecked?.length ?? 0,
      undecided: overrides.undecided?.length ?? 0,
      suppressed: (overrides.suppressed ?? []).reduce((sum, rule) => sum + rule.count, 0),
    },
    differences,
    unchecked: [],
    undecided: [],
    pruned: [],
    suppressed: [],
    setAside: [],
    advice: [],
    coverage: { declared: compared, unmanaged, ratio: compared / (compared + unmanaged), namespaces: [] },
    cost: { requests: 71, bytes: 1_236_112, seconds: { git: 0.41, discovery: 0.03, read: 0.92, compare: 0.31 }, peakMemory: 148_312_000 },
  } as const;
  return { ...judgeReport(report, []), ...overrides };
}
