import { canonicalJson } from '../json.ts';
import { compareRefs, compareText } from '../kube-object.ts';
import type { DriftReport } from '../report.ts';
import { type DepartingPlace, listPlaces } from '../report-diff/list-places.ts';
import { compareSeverities } from '../severity/judge-severity.ts';
import type { FleetApplication, FleetCluster, FleetPlace, FleetSpread, FleetView } from './fleet-view.ts';
import { createGapIndex } from './gap-index.ts';
import { beginGroup, finishGroup, type GatheredGroup, groupKey, joinGroup } from './gather-group.ts';

/** Takes reports one after the other, and keeps of each what departs and what it could not check. */
export interface FleetBuilder {
  /** One report of each cluster. */
  readonly add: (report: DriftReport) => void;
  /** A cluster whose report is not there or cannot be read. */
  readonly addUnread: (check: string, message: string) => void;
  readonly build: () => FleetView;
}

interface GatheredPlace extends DepartingPlace {
  readonly source: string | undefined;
  readonly files: Set<string>;
  readonly groups: Map<string, GatheredGroup>;
}

/** Names of clusters that are as git says, where they are no more than this. */
const NAMED = 3;
const SPREADS: readonly FleetSpread[] = ['odd', 'most', 'everywhere', 'alone'];

/** A view that nothing was added to. `only`: the one source to look at. */
export function createFleetBuilder(only?: string): FleetBuilder {
  const clusters: Omit<FleetCluster, 'odd'>[] = [];
  const unread: { check: string; message: string }[] = [];
  const places = new Map<string, GatheredPlace>();
  const commits = new Map<string, Map<string, string>>();
  const gaps = createGapIndex();
  return {
    add: (report) => {
      const { check, readAt, verdict, counts, revisions } = report;
      const { environment } = check.cluster;
      clusters.push({
        check: check.id,
        ...(environment === undefined ? {} : { environment }),
        readAt,
        verdict,
        gaps: counts.unchecked + counts.undecided,
      });
      for (const { source, commit } of revisions)
        commits.set(source, (commits.get(source) ?? new Map<string, string>()).set(check.id, commit));
      gaps.add(report);
      for (const [key, place] of listPlaces(report)) {
        const source = place.origin?.source;
        if (only === undefined || source === only) gather(places, `${source ?? ''}\n${key}`, check.id, { ...place, source });
      }
    },
    addUnread: (check, message) => void unread.push({ check, message }),
    build: () => {
      const all = clusters.map(({ check }) => check);
      const sources = [...commits].filter(([source]) => only === undefined || source === only);
      const found = [...places.values()]
        .map((place) =>
          judgePlace(place, place.source === undefined ? all : [...(commits.get(place.source)?.keys() ?? [])], gaps.find(place)),
        )
        .sort(comparePlaces);
      const odd = countOdd(found);
      return {
        schemaVersion: 1,
        type: 'fleet',
        ...(only === undefined ? {} : { only }),
        clusters: clusters
          .map((cluster) => ({ ...cluster, odd: odd.get(cluster.check) ?? 0 }))
          .sort((a, b) => compareText(a.check, b.check)),
        unread: unread.toSorted((a, b) => compareText(a.check, b.check)),
        applications: listApplications(sources, found),
        places: found,
      };
    },
  };
}

function gather(
  places: Map<string, GatheredPlace>,
  key: string,
  check: string,
  place: DepartingPlace & { readonly source: string | undefined },
): void {
  const known = places.get(key);
  const file = place.origin?.file;
  const gathered = known ?? { ...place, files: new Set<string>(), groups: new Map<string, GatheredGroup>() };
  // The worst of all clusters: an override may have lowered it for some.
  if (known === undefined || compareSeverities(place.state.severity, known.state.severity) < 0)
    places.set(key, { ...gathered, state: place.state });
  if (file !== undefined) gathered.files.add(file);
  const group = gathered.groups.get(groupKey(place.state));
  if (group === undefined) gathered.groups.set(groupKey(place.state), beginGroup(check, place.state));
  else joinGroup(group, check, place.state);
}

/** `siblings`: every cluster that is compared with the same source. The names of those that do not depart are only looked for where they are few. */
function judgePlace(place: GatheredPlace, siblings: readonly string[], gaps: ReadonlyMap<string, string>): FleetPlace {
  const { source, ref, at, team, state } = place;
  const groups = [...place.groups.values()]
    .map(finishGroup)
    .sort((a, b) => a.clusters.length - b.clusters.length || compareText(sortKey(a), sortKey(b)));
  const departing = groups.reduce((sum, { clusters }) => sum + clusters.length, 0);
  const departs = new Set(gaps.size > 0 || siblings.length - departing <= NAMED ? groups.flatMap(({ clusters }) => clusters) : []);
  const isSibling = gaps.size === 0 ? undefined : new Set(siblings);
  const unknown = [...gaps]
    .filter(([check]) => isSibling?.has(check) && !departs.has(check))
    .map(([check, gap]) => ({ check, gap }))
    .sort((a, b) => compareText(a.check, b.check));
  const asGit = siblings.length - departing - unknown.length;
  const few =
    asGit > 0 && siblings.length - departing <= NAMED
      ? siblings.filter((check) => !departs.has(check) && !gaps.has(check)).sort(compareText)
      : undefined;
  return {
    ...(source === undefined ? {} : { source }),
    ref,
    ...(at === undefined ? {} : { at }),
    ...(team === undefined ? {} : { team }),
    severity: state.severity,
    spread: judgeSpread(departing, asGit),
    groups,
    asGit,
    ...(few === undefined ? {} : { asGitClusters: few }),
    unknown,
  };
}

function judgeSpread(departing: number, asGit: number): FleetSpread {
  if (asGit === 0) return departing > 1 ? 'everywhere' : 'alone';
  return departing <= asGit ? 'odd' : 'most';
}

/** Clusters that depart where at least as many siblings do not, and how often each does. */
function countOdd(places: readonly FleetPlace[]): ReadonlyMap<string, number> {
  const odd = new Map<string, number>();
  for (const { spread, groups } of places)
    if (spread === 'odd') for (const { clusters } of groups) for (const check of clusters) odd.set(check, (odd.get(check) ?? 0) + 1);
  return odd;
}

function comparePlaces(a: FleetPlace, b: FleetPlace): number {
  return (
    compareText(a.source ?? '', b.source ?? '') ||
    SPREADS.indexOf(a.spread) - SPREADS.indexOf(b.spread) ||
    compareSeverities(a.severity, b.severity) ||
    compareRefs(a.ref, b.ref) ||
    compareText(a.at ?? '', b.at ?? '')
  );
}

function sortKey({ type, live }: FleetPlace['groups'][number]): string {
  return canonicalJson([type, live ?? null]);
}

function listApplications(
  sources: readonly (readonly [string, ReadonlyMap<string, string>])[],
  places: readonly FleetPlace[],
): FleetApplication[] {
  const counts = new Map<string, number>();
  for (const { source } of places) if (source !== undefined) counts.set(source, (counts.get(source) ?? 0) + 1);
  return sources
    .map(([source, of]) => ({
      source,
      commits: [...Map.groupBy(of, ([, commit]) => commit)]
        .map(([commit, pairs]) => ({ commit, clusters: pairs.map(([check]) => check).sort(compareText) }))
        .sort((a, b) => b.clusters.length - a.clusters.length || compareText(a.commit, b.commit)),
      clusters: of.size,
      places: counts.get(source) ?? 0,
    }))
    .sort((a, b) => compareText(a.source, b.source));
}
