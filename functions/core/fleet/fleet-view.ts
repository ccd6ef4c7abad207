import type { Cause, SetBy } from '../difference.ts';
import type { Json } from '../json.ts';
import type { ObjectRef } from '../kube-object.ts';
import type { Verdict } from '../report.ts';
import type { PlaceState } from '../report-diff/report-diff.ts';
import type { Severity } from '../severity/severity.ts';

/** One cluster of the view, as its newest report tells it. */
export interface FleetCluster {
  /** The id of its check. */
  readonly check: string;
  readonly environment?: string;
  readonly readAt: string;
  readonly verdict: Verdict;
  /** What could not be checked or decided there. */
  readonly gaps: number;
  /** Places where it departs and most of its siblings do not. */
  readonly odd: number;
}

/** A source of git that one cluster or several are compared with. Clusters with different commits rightly differ. */
export interface FleetApplication {
  readonly source: string;
  /** By commit, the one with most clusters first. */
  readonly commits: readonly { readonly commit: string; readonly clusters: readonly string[] }[];
  readonly clusters: number;
  /** Places that depart somewhere. */
  readonly places: number;
}

/** Clusters on which a place departs in the same way. */
export interface FleetGroup {
  readonly type: PlaceState['type'];
  readonly live?: Json;
  /** What git says there; absent where it says nothing, or not the same on all of them. */
  readonly desired?: Json;
  /** Git does not say the same on all of them: overlays, or other commits. No drift by itself. */
  readonly gitDiffers?: true;
  /** Absent where it is not the same on all of them. */
  readonly cause?: Cause;
  /** Who set it, where one manager did on all of them; its time is the latest. */
  readonly setBy?: SetBy;
  readonly clusters: readonly string[];
}

/**
 * How a departure is spread over the clusters that are compared with the same source. `odd`: on at most half of them; `most`: on more; `everywhere`: on all of
 * two or more, so that git is probably what is wrong; `alone`: nothing is known of any other.
 */
export type FleetSpread = 'odd' | 'most' | 'everywhere' | 'alone';

/** One place that departs on at least one cluster. */
export interface FleetPlace {
  /** Absent where no source declares the object. */
  readonly source?: string;
  readonly ref: ObjectRef;
  readonly at?: string;
  readonly team?: string;
  readonly severity: Severity;
  readonly spread: FleetSpread;
  /** The largest group last: the odd one is what one looks for. */
  readonly groups: readonly FleetGroup[];
  /** Clusters where it does not depart: as git says there, which may be something else or nothing. */
  readonly asGit: number;
  /** Of them the names, where they are three or fewer. */
  readonly asGitClusters?: readonly string[];
  /** Clusters of which nothing is known at this place, and why. */
  readonly unknown: readonly { readonly check: string; readonly gap: string }[];
}

/** The newest reports of a fleet beside each other. Lists are sorted: same input, same bytes. */
export interface FleetView {
  readonly schemaVersion: 1;
  readonly type: 'fleet';
  /** Only this source was looked at. */
  readonly only?: string;
  readonly clusters: readonly FleetCluster[];
  /** Clusters without a report that can be read. */
  readonly unread: readonly { readonly check: string; readonly message: string }[];
  readonly applications: readonly FleetApplication[];
  /** The worst first. */
  readonly places: readonly FleetPlace[];
}
