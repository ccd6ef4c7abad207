import type { Cause, SetBy } from '../difference.ts';
import { canonicalJson } from '../json.ts';
import { compareText } from '../kube-object.ts';
import type { PlaceState } from '../report-diff/report-diff.ts';
import type { FleetGroup } from './fleet-view.ts';

/** Clusters that depart alike at one place, while reports come in. */
export interface GatheredGroup {
  readonly state: PlaceState;
  readonly clusters: string[];
  gitDiffers: boolean;
  cause: Cause | undefined;
  setBy: SetBy | undefined;
}

/** Equal where a place departs in the same way, whatever git says and whoever did it. */
export function groupKey({ type, live }: PlaceState): string {
  return canonicalJson([type, live === undefined ? 'nothing' : [live]]);
}

/** A group of one cluster. */
export function beginGroup(check: string, state: PlaceState): GatheredGroup {
  return { state, clusters: [check], gitDiffers: false, cause: state.cause, setBy: state.setBy };
}

/** One more cluster departs in this way. What is not the same on all is said of none. */
export function joinGroup(group: GatheredGroup, check: string, state: PlaceState): void {
  group.clusters.push(check);
  if (canonicalJson(group.state.desired) !== canonicalJson(state.desired)) group.gitDiffers = true;
  if (group.cause !== state.cause) group.cause = undefined;
  group.setBy = joinWriters(group.setBy, state.setBy);
}

/** The recorded times are upper bounds, so the latest is true of all; one without a time is true of none. */
function joinWriters(a: SetBy | undefined, b: SetBy | undefined): SetBy | undefined {
  if (a === undefined || b === undefined || a.manager !== b.manager || a.class !== b.class || a.operation !== b.operation) return undefined;
  const { time: _time, ...common } = a;
  if (a.time === undefined || b.time === undefined) return common;
  return { ...common, time: a.time > b.time ? a.time : b.time };
}

/** The group as the view has it. */
export function finishGroup({ state, clusters, gitDiffers, cause, setBy }: GatheredGroup): FleetGroup {
  return {
    type: state.type,
    ...(state.live === undefined ? {} : { live: state.live }),
    ...(state.desired === undefined || gitDiffers ? {} : { desired: state.desired }),
    ...(gitDiffers ? { gitDiffers: true } : {}),
    ...(cause === undefined ? {} : { cause }),
    ...(setBy === undefined ? {} : { setBy }),
    clusters: clusters.toSorted(compareText),
  };
}
