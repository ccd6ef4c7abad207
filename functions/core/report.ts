import type { ClusterRef } from './check.ts';
import type { Revision, SetAside, UncheckedFile } from './desired-state.ts';
import type { Judged, Origin, SetBy } from './difference.ts';
import type { FieldPath } from './field-path.ts';
import type { FieldPlace } from './field-place.ts';
import type { ImageReport } from './images/image-report.ts';
import type { Json } from './json.ts';
import type { ObjectRef } from './kube-object.ts';
import type { UncheckedKind } from './live-state.ts';
import type { Settled } from './settled/settled.ts';
import type { SeverityLevel } from './severity/severity.ts';

/** `in-sync` is claimed only when everything in scope was compared, everything could be decided, and nothing departs. */
export type Verdict = 'in-sync' | 'drifted' | 'incomplete';

/** A declared object that was read but could not be judged whole: its version is gone, or the API server returned it without what is needed. */
export interface UncheckedObject {
  readonly type: 'object';
  readonly ref: ObjectRef;
  readonly origin: Origin;
  readonly reason: 'not-served' | 'declared-twice' | 'no-namespace';
  readonly message: string;
}

export type Unchecked = UncheckedKind | UncheckedFile | UncheckedObject;

/** A live value that git is silent on, whose default nobody knows and whose author nobody recorded: neither drift nor in sync. */
export interface Undecided {
  readonly ref: ObjectRef;
  readonly origin: Origin;
  readonly path: FieldPath;
  readonly at: string;
  readonly live: Json;
  readonly reason: string;
  readonly setBy?: SetBy;
}

/** A field that git declares and this cluster's schema does not know: the server drops it. A typo, usually; no drift. */
export interface Pruned {
  readonly ref: ObjectRef;
  readonly origin: Origin;
  readonly path: FieldPath;
  readonly at: string;
  readonly desired: Json;
  readonly line?: number;
  /** Where it is set instead. */
  readonly place?: FieldPlace;
}

/** One place where a rule let a departure go. `path` is absent where the rule let a whole object go. */
export interface SuppressedInstance {
  readonly ref: ObjectRef;
  readonly path?: FieldPath;
  readonly at?: string;
  readonly live?: Json;
  readonly setBy?: SetBy;
}

/** A rule that let departures go, how often, and (with `--explain`) where. */
export interface Suppressed {
  readonly rule: string;
  readonly reason: string;
  readonly count: number;
  readonly instances?: readonly SuppressedInstance[];
}

/**
 * Declared ÷ (declared + unmanaged), 0 to 1; 1 where there is nothing at all. `unmanaged` and `ratio` are null where nothing can be called
 * unmanaged: it was not looked for, or a manifest that may declare anything could not be read.
 */
export interface CoverageFigure {
  readonly declared: number;
  readonly unmanaged: number | null;
  readonly ratio: number | null;
}

/** `overall` and each namespace; cluster-scoped objects are under the name ''. */
export interface Coverage extends CoverageFigure {
  readonly namespaces: readonly ({ readonly namespace: string } & CoverageFigure)[];
}

/** What the check cost. Bytes as they came over the wire, seconds per stage in the order they began, peak resident memory in bytes. */
export interface Cost {
  readonly requests: number;
  readonly bytes: number;
  readonly seconds: Readonly<Record<string, number>>;
  readonly peakMemory: number;
}

/** Something about the operator's own rules: expired, unused, over-broad. */
export interface Advice {
  readonly about: string;
  readonly message: string;
  /** Of an ignore rule: what is wrong with it. Absent for all other advice. */
  readonly type?: RuleProblem;
}

/** `unused`: it matched nothing in this check. `broad`: it lets go of more than its reason can cover. */
export type RuleProblem = 'expired' | 'unused' | 'broad';

/** Which versions made a report, `0.1.0` and `24.11.0`. */
export interface MadeBy {
  readonly plumbline: string;
  readonly node: string;
}

/** The outcome of one check; what every renderer, store and alert works from. Lists are sorted: same input, same bytes. */
export interface DriftReport {
  readonly schemaVersion: 1;
  readonly check: { readonly id: string; readonly cluster: ClusterRef };
  readonly revisions: readonly Revision[];
  /** When reading the cluster began, RFC 3339. */
  readonly readAt: string;
  readonly serverVersion: string;
  readonly verdict: Verdict;
  readonly counts: {
    /** Declared objects that were compared. */
    readonly compared: number;
    readonly missing: number;
    readonly modified: number;
    readonly unmanaged: number;
    readonly unchecked: number;
    readonly undecided: number;
    readonly suppressed: number;
    /** Differences of each level. */
    readonly severities: Readonly<Record<SeverityLevel, number>>;
  };
  readonly differences: readonly Judged[];
  readonly unchecked: readonly Unchecked[];
  readonly undecided: readonly Undecided[];
  readonly pruned: readonly Pruned[];
  readonly suppressed: readonly Suppressed[];
  readonly setAside: readonly SetAside[];
  readonly advice: readonly Advice[];
  /** What departed in the report before, and does not any more. Absent where there was none to compare with. */
  readonly settled?: readonly Settled[];
  readonly coverage: Coverage;
  /** Where images were looked at. */
  readonly images?: ImageReport;
  readonly cost: Cost;
  /** Absent in reports that earlier versions stored. */
  readonly madeBy?: MadeBy;
}
