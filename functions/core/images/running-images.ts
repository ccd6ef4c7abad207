import { asJsonObject, asString, isJsonList, type Json } from '../json.ts';
import { compareRefs, compareText, type KubeObject, type ObjectRef, refKey } from '../kube-object.ts';
import { findWorkload } from './find-workload.ts';
import { readRunningDigest } from './image-reference.ts';
import type { RunningImage } from './image-report.ts';
import { listImages } from './pod-template.ts';

/** Takes Pods page by page and keeps of each no more than which digest runs in which workload. */
export interface RunningImages {
  readonly add: (pods: readonly KubeObject[]) => void;
  /** Forgets everything: the list begins again. */
  readonly restart: () => void;
  readonly list: () => readonly RunningImage[];
}

interface Tally {
  readonly ref: ObjectRef;
  readonly container: string;
  readonly image: string;
  readonly digests: Map<string, number>;
  unknown: number;
}

/** Pods that are done say what ran, not what runs. */
const DONE: ReadonlySet<Json | undefined> = new Set(['Succeeded', 'Failed']);

export function collectRunningImages(): RunningImages {
  const tallies = new Map<string, Tally>();
  const addPod = (pod: KubeObject): void => {
    const status = asJsonObject(pod['status']);
    if (DONE.has(status['phase'])) return;
    const ref = findWorkload(pod);
    const ids = new Map([...readIds(status['initContainerStatuses']), ...readIds(status['containerStatuses'])]);
    for (const { container, image } of listImages(pod, 'Pod')) {
      const key = JSON.stringify([refKey(ref), container, image]);
      const tally = tallies.get(key) ?? { ref, container, image, digests: new Map<string, number>(), unknown: 0 };
      tallies.set(key, tally);
      const digest = readRunningDigest(ids.get(container) ?? '');
      if (digest === undefined) tally.unknown++;
      else tally.digests.set(digest, (tally.digests.get(digest) ?? 0) + 1);
    }
  };
  return {
    add: (pods) => {
      for (const pod of pods) addPod(pod);
    },
    restart: () => tallies.clear(),
    list: () =>
      [...tallies.values()]
        .map(({ digests, ...tally }) => ({
          ...tally,
          digests: [...digests]
            .map(([digest, pods]) => ({ digest, pods }))
            .sort((a, b) => b.pods - a.pods || compareText(a.digest, b.digest)),
        }))
        .sort((a, b) => compareRefs(a.ref, b.ref) || compareText(a.container, b.container) || compareText(a.image, b.image)),
  };
}

function readIds(statuses: Json | undefined): (readonly [string, string])[] {
  if (!isJsonList(statuses)) return [];
  return statuses.flatMap((status) => {
    const { name, imageID } = asJsonObject(status);
    const [container, id] = [asString(name), asString(imageID)];
    return container === undefined || id === undefined ? [] : [[container, id] as const];
  });
}
