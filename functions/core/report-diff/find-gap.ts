import type { UncheckedFileReason } from '../desired-state.ts';
import { refKey } from '../kube-object.ts';
import type { DriftReport } from '../report.ts';
import { type DepartingPlace, placeKey } from './list-places.ts';

/** Gaps after which nothing is known of a whole source: what was not rendered may have declared anything. */
export const WHOLE_SOURCE: ReadonlySet<UncheckedFileReason> = new Set(['not-rendered', 'render-failed', 'empty-source', 'refused']);

/** Says of a place that departs in another report why this report could not have told of it; undefined where it was checked. */
export function createGapFinder(report: DriftReport): (place: DepartingPlace) => string | undefined {
  const [kinds, objects, files, sources] = [
    new Map<string, string>(),
    new Map<string, string>(),
    new Map<string, string>(),
    new Map<string, string>(),
  ];
  for (const gap of report.unchecked) {
    switch (gap.type) {
      case 'kind':
        kinds.set(`${gap.group}/${gap.kind}`, gap.message);
        break;
      case 'object':
        objects.set(refKey(gap.ref), gap.message);
        break;
      case 'file':
        files.set(`${gap.source}\n${gap.file}`, gap.message);
        if (WHOLE_SOURCE.has(gap.reason)) sources.set(gap.source, gap.message);
        break;
    }
  }
  const undecided = new Map(report.undecided.map((item) => [placeKey(item), item.reason]));
  const compared = new Set(report.revisions.map(({ source }) => source));
  // An object that a gap hides may be declared there, and would then not be unmanaged.
  const looksForUnmanaged = report.coverage.unmanaged !== null;
  return (place) => {
    const { ref, origin } = place;
    const gap = kinds.get(`${ref.group}/${ref.kind}`) ?? objects.get(refKey(ref)) ?? undecided.get(placeKey(place));
    if (gap !== undefined) return gap;
    if (origin === undefined) return looksForUnmanaged ? undefined : 'objects that no source declares were not looked for';
    if (!compared.has(origin.source)) return `the source ${origin.source} was not compared`;
    return files.get(`${origin.source}\n${origin.file}`) ?? sources.get(origin.source);
  };
}
