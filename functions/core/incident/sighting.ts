import type { ObjectRef } from '../kube-object.ts';
import type { Advice } from '../report.ts';
import type { Ending } from '../settled/settled.ts';
import type { SeverityLevel } from '../severity/severity.ts';

/** `failed`, `incomplete`: the check itself could not do its work. `untrusted`: what it compared with does not prove where it comes from. */
export type SightingType = 'missing' | 'modified' | 'unmanaged' | 'failed' | 'incomplete' | 'untrusted';

/** True for what is wrong with a check, and not with an object of the cluster. */
export function isAboutCheck(type: SightingType): boolean {
  switch (type) {
    case 'failed':
    case 'incomplete':
    case 'untrusted':
      return true;
    case 'missing':
    case 'modified':
    case 'unmanaged':
      return false;
  }
}

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
  /** Who set it, as managedFields names the manager: a claim, no proof. */
  readonly manager?: string;
  /** Of a check that cannot do its work: what is wrong, masked and short. */
  readonly problem?: string;
}

/** What one run saw of one cluster. */
export interface Observation {
  readonly check: string;
  readonly cluster: string;
  /** Of the cluster; absent where nobody told. */
  readonly environment?: string;
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
  /** How what this run does not see any more ended, by `refKey`, as far as it can tell. */
  readonly endings?: ReadonlyMap<string, readonly Ending[]>;
  /** Absent where the cluster could not be read. */
  readonly reading?: Reading;
}

/** What a run that could read a cluster compared, and what it has to say of the ignore rules. */
export interface Reading {
  /** When it was read. */
  readonly at: string;
  /** Declared objects that were compared, and all that are declared. */
  readonly compared: number;
  readonly declared: number;
  /** Objects in no repository; null where nothing can be called that. */
  readonly unmanaged: number | null;
  /** Kinds, files and objects that could not be read, and fields that nobody can decide. */
  readonly unchecked: number;
  readonly undecided: number;
  /** Ignore rules with a problem, and the names of those that let something go; each list cut at `MOST_RULES`. */
  readonly rules: readonly Advice[];
  readonly usedRules: readonly string[];
}

/** Ignore rules that a reading remembers. */
export const MOST_RULES = 200;
