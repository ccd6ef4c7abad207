import { createOverlap } from '../gate/overlap.ts';
import { isSameJson } from '../json.ts';
import { compareRefs, compareText, refKey } from '../kube-object.ts';
import type { DriftReport } from '../report.ts';
import { createGapFinder } from './find-gap.ts';
import { type DepartingPlace, listPlaces, placeKey } from './list-places.ts';
import type { ComparedGap, ComparedPlace, ComparedReport, ComparedRevision, PlaceChange, PlaceState, ReportDiff } from './report-diff.ts';

/** What is new, gone, changed and the same in the later of two reports. Nothing is claimed of what either could not check. */
export function compareReports(before: DriftReport, after: DriftReport): ReportDiff {
  const [old, now] = [listPlaces(before), listPlaces(after)];
  const [gapBefore, gapAfter] = [createGapFinder(before), createGapFinder(after)];
  const isCovered = createCover([...now.values()]);
  const findEnding = createEndingFinder(after);
  const places = [
    ...[...now].map(([key, place]): ComparedPlace => {
      const earlier = old.get(key);
      if (earlier === undefined) {
        const gap = gapBefore(place);
        return { ...tell(place, gap === undefined ? 'new' : 'unknown'), after: place.state, ...(gap === undefined ? {} : { gap }) };
      }
      const change = isSameState(earlier.state, place.state) ? 'same' : 'changed';
      return { ...tell(place, change), before: earlier.state, after: place.state };
    }),
    ...[...old].flatMap(([key, place]): ComparedPlace[] => {
      if (now.has(key)) return [];
      const common = { before: place.state };
      if (isCovered(place)) return [{ ...tell(place, 'covered'), ...common }];
      const gap = gapAfter(place);
      if (gap !== undefined) return [{ ...tell(place, 'unknown'), ...common, gap }];
      const ending = findEnding(key);
      return [{ ...tell(place, 'gone'), ...common, ...(ending === undefined ? {} : { ending }) }];
    }),
  ].sort((a, b) => compareRefs(a.ref, b.ref) || compareText(a.at ?? '', b.at ?? ''));
  return {
    schemaVersion: 1,
    type: 'report-diff',
    before: describeReport(before),
    after: describeReport(after),
    counts: countChanges(places),
    revisions: compareRevisions(before, after),
    places,
    gaps: compareGaps(before, after),
    coverage: compareCoverage(before, after),
  };
}

function tell({ ref, at, team }: DepartingPlace, change: PlaceChange): Pick<ComparedPlace, 'change' | 'ref' | 'at' | 'team'> {
  return { change, ref, ...(at === undefined ? {} : { at }), ...(team === undefined ? {} : { team }) };
}

/** Whoever touched it again without changing it, and wherever git declares it by now, it departs as it did. */
function isSameState(a: PlaceState, b: PlaceState): boolean {
  return a.type === b.type && isSameJson(a.desired, b.desired) && isSameJson(a.live, b.live);
}

/** Says of a field that departed whether its object departs as a whole by now, or a field above or below it. */
function createCover(places: readonly DepartingPlace[]): (place: DepartingPlace) => boolean {
  const byObject = Map.groupBy(places, ({ ref }) => refKey(ref));
  const finders = new Map<string, (place: DepartingPlace) => boolean>();
  return (place) => {
    const { at, path } = place;
    const key = refKey(place.ref);
    if (at === undefined || path === undefined) return false;
    let find = finders.get(key);
    if (find === undefined) {
      const others = byObject.get(key) ?? [];
      const overlaps = createOverlap(others.flatMap((other) => (other.at && other.path ? [{ at: other.at, path: other.path }] : [])));
      const isWhole = others.some((other) => other.at === undefined);
      find = (field) => isWhole || overlaps({ at: field.at ?? '', path: field.path ?? [] });
      finders.set(key, find);
    }
    return find(place);
  };
}

/** What the later report knows of an ending: it compared with the report before it, and knows what rules let go. */
function createEndingFinder({ settled = [], suppressed }: DriftReport): (key: string) => ComparedPlace['ending'] {
  const endings = new Map<string, NonNullable<ComparedPlace['ending']>>();
  for (const { instances = [] } of suppressed) for (const instance of instances) endings.set(placeKey(instance), { how: 'excused' });
  for (const item of settled) {
    const { how, setBy, commit } = item;
    endings.set(placeKey(item), { how, ...(setBy === undefined ? {} : { setBy }), ...(commit === undefined ? {} : { commit }) });
  }
  return (key) => endings.get(key);
}

function describeReport({ check, readAt, verdict, counts, coverage }: DriftReport): ComparedReport {
  const { declared, unmanaged, ratio } = coverage;
  return { check, readAt, verdict, counts, coverage: { declared, unmanaged, ratio } };
}

function countChanges(places: readonly ComparedPlace[]): ReportDiff['counts'] {
  const counts = { new: 0, gone: 0, changed: 0, same: 0, covered: 0, unknown: 0 };
  for (const { change } of places) counts[change]++;
  return counts;
}

function compareRevisions(before: DriftReport, after: DriftReport): ComparedRevision[] {
  const [old, now] = [before, after].map(({ revisions }) => new Map(revisions.map((revision) => [revision.source, revision])));
  return [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])].sort(compareText).map((source) => {
    const [was, is] = [old?.get(source), now?.get(source)];
    return {
      source,
      url: is?.url ?? was?.url ?? '',
      ...(was === undefined ? {} : { before: was.commit }),
      ...(is === undefined ? {} : { after: is.commit }),
    };
  });
}

function compareGaps(before: DriftReport, after: DriftReport): ComparedGap[] {
  const [old, now] = [before, after].map(({ unchecked }) => new Set(unchecked.map(({ message }) => message)));
  return [...new Set([...(old ?? []), ...(now ?? [])])].sort(compareText).map((message) => ({
    where: !now?.has(message) ? 'before' : !old?.has(message) ? 'after' : 'both',
    message,
  }));
}

function compareCoverage(before: DriftReport, after: DriftReport): ReportDiff['coverage'] {
  const [old, now] = [before, after].map(({ coverage }) => new Map(coverage.namespaces.map(({ namespace, ratio }) => [namespace, ratio])));
  return [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])]
    .sort(compareText)
    .map((namespace) => ({ namespace, before: old?.get(namespace) ?? null, after: now?.get(namespace) ?? null }))
    .filter((each) => each.before !== each.after);
}
