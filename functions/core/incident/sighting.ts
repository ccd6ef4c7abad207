import type { ObjectRef } from '../kube-object.ts';
import type { SeverityLevel } from '../severity/severity.ts';

/** `failed`, `incomplete`: the check itself could not do its work. */
export type SightingType = 'missing' | 'modified' | 'unmanaged' | 'failed' | 'incomplete';

/** `rollout`: git moved and the cluster has not followed yet, which is no drift until it lasts. */
export type Phase = 'drift' | 'rollout';

/** One object that departs, as one report sees it. */
export interface Sighting {
  readonly type: SightingType;
  readonly ref: ObjectRef;
  /** Equal for departures that somebody or something made in one go: the same fields, values and manager. Neither object nor cluster is in it. */
  readonly cause: string;
  /** Equal as long as the same thing departs in the same way. */
  readonly digest: string;
  readonly phase: Phase;
  readonly severity: SeverityLevel;
  /** Of the severity; what made it matter. */
  readonly rule: string;
  /** When the departure began, where the cluster's records tell, RFC 3339. */
  readonly onset?: string;
  /** Where git declares the object. */
  readonly origin?: { readonly source: string; readonly file: string };
  /** Who answers for it: label or annotation `plumbline.dev/team`. */
  readonly team?: string;
  /** Of a check that cannot do its work: what is wrong, masked and short. */
  readonly problem?: string;
}

/** What one run saw of one cluster. */
export interface Observation {
  readonly check: string;
  readonly cluster: string;
  readonly run: string;
  /** When the cluster was read, or when reading it failed. RFC 3339. */
  readonly at: string;
  readonly sightings: readonly Sighting[];
  /** True where the run can tell that something it did not see is gone. False: that part of the cluster or of git was not read, and nothing is claimed. */
  readonly knows: (what: Pick<Sighting, 'type' | 'ref' | 'origin'>) => boolean;
  /** Where the report is; absent where there is none. */
  readonly reportKey?: string;
  /** Declared objects of all objects, 0 to 1; null where it cannot be told. */
  readonly coverage?: number | null;
}
