import type { Blame, Cause, SetBy } from '../difference.ts';
import type { Json } from '../json.ts';
import type { ObjectRef } from '../kube-object.ts';
import type { Coverage, DriftReport, Verdict } from '../report.ts';
import type { Settled } from '../settled/settled.ts';
import type { Severity } from '../severity/severity.ts';

/** How one place departs in one report. `desired` and `live` are absent where that side has nothing, or where it is a whole object. */
export interface PlaceState {
  readonly type: 'changed' | 'missing' | 'extra' | 'missing-object' | 'unmanaged-object';
  readonly desired?: Json;
  readonly live?: Json;
  readonly cause?: Cause;
  readonly setBy?: SetBy;
  readonly blame?: Blame;
  readonly severity: Severity;
}

/**
 * What became of a place that departs in at least one of two reports. `changed`: it departs in both, in another way. `covered`: it departed before, and the
 * later report tells of the object as a whole, or of a field above or below it. `unknown`: the report that does not tell of it could not check it.
 */
export type PlaceChange = 'new' | 'gone' | 'changed' | 'same' | 'covered' | 'unknown';

/** One place: a field, or a whole object where `at` is absent. */
export interface ComparedPlace {
  readonly change: PlaceChange;
  readonly ref: ObjectRef;
  readonly at?: string;
  readonly team?: string;
  readonly before?: PlaceState;
  readonly after?: PlaceState;
  /** Of `gone`: how it ended, where the later report says so. */
  readonly ending?: Pick<Settled, 'how' | 'setBy' | 'commit'>;
  /** Of `unknown`: what could not be checked. */
  readonly gap?: string;
}

/** What two reports rest on. */
export interface ComparedReport {
  readonly check: DriftReport['check'];
  readonly readAt: string;
  readonly verdict: Verdict;
  readonly counts: DriftReport['counts'];
  readonly coverage: Pick<Coverage, 'declared' | 'unmanaged' | 'ratio'>;
}

/** One source in both reports; a side is absent where that report did not compare the source. */
export interface ComparedRevision {
  readonly source: string;
  readonly url: string;
  readonly before?: string;
  readonly after?: string;
}

/** What could not be checked, as a report tells it; `where` says in which of the two. */
export interface ComparedGap {
  readonly where: 'before' | 'after' | 'both';
  readonly message: string;
}

/** What changed between two reports. Lists are sorted. */
export interface ReportDiff {
  readonly schemaVersion: 1;
  readonly type: 'report-diff';
  readonly before: ComparedReport;
  readonly after: ComparedReport;
  readonly counts: Readonly<Record<PlaceChange, number>>;
  readonly revisions: readonly ComparedRevision[];
  readonly places: readonly ComparedPlace[];
  readonly gaps: readonly ComparedGap[];
  /** Namespaces whose coverage changed; the cluster itself is ''. */
  readonly coverage: readonly { readonly namespace: string; readonly before: number | null; readonly after: number | null }[];
}
