import { type ObjectRef, refKey } from '../kube-object.ts';
import type { DriftReport } from '../report.ts';
import { WHOLE_SOURCE } from '../report-diff/find-gap.ts';
import { placeKey } from '../report-diff/list-places.ts';

/** A place that departs on some cluster: what another could have failed to check. */
export interface WantedPlace {
  readonly ref: ObjectRef;
  readonly at?: string;
  readonly source: string | undefined;
  /** Files that declare the object somewhere. */
  readonly files: ReadonlySet<string>;
}

/** What each cluster of a fleet could not check, found by the place that is asked for. */
export interface GapIndex {
  readonly add: (report: DriftReport) => void;
  /** Clusters that could not tell of the place, with the reason. */
  readonly find: (place: WantedPlace) => ReadonlyMap<string, string>;
}

/** An empty index. Asking costs as much as there are gaps that match, not clusters. */
export function createGapIndex(): GapIndex {
  const gaps = new Map<string, Map<string, string>>();
  const keep = (key: string, check: string, message: string): void => {
    const known = gaps.get(key) ?? new Map<string, string>();
    gaps.set(key, known.set(check, message));
  };
  return {
    add: ({ check: { id }, unchecked, undecided, coverage }) => {
      if (coverage.unmanaged === null) keep('unmanaged', id, 'objects that no source declares were not looked for');
      for (const item of undecided) keep(`place ${placeKey(item)}`, id, item.reason);
      for (const gap of unchecked) {
        switch (gap.type) {
          case 'kind':
            keep(`kind ${gap.group}/${gap.kind}`, id, gap.message);
            break;
          case 'object':
            keep(`object ${refKey(gap.ref)}`, id, gap.message);
            break;
          case 'file':
            keep(`file ${gap.source}\n${gap.file}`, id, gap.message);
            if (WHOLE_SOURCE.has(gap.reason)) keep(`source ${gap.source}`, id, gap.message);
            break;
        }
      }
    },
    find: (place) => {
      const { ref, source, files } = place;
      const keys = [
        ...(source === undefined ? ['unmanaged'] : [`source ${source}`, ...[...files].map((file) => `file ${source}\n${file}`)]),
        `place ${placeKey(place)}`,
        `object ${refKey(ref)}`,
        `kind ${ref.group}/${ref.kind}`,
      ];
      return new Map(keys.flatMap((key) => [...(gaps.get(key) ?? [])]));
    },
  };
}
