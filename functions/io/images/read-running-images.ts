import type { RunningImage } from '../../core/images/image-report.ts';
import { collectRunningImages } from '../../core/images/running-images.ts';
import type { Discovery, KindRead, UncheckedKind } from '../../core/live-state.ts';
import type { KubeClient } from '../kube/kube-client.ts';
import { readLive } from '../kube/read-live.ts';

/** What Pods run; empty, with the reason in `unchecked`, where they could not be listed. */
export interface RunningImagesRead {
  readonly running: readonly RunningImage[];
  readonly unchecked: readonly UncheckedKind[];
}

/** Lists all Pods page by page. One more list for a check, and on most clusters the largest; of each Pod only the digests are kept. */
export async function readRunningImages(
  client: KubeClient,
  { kinds }: Discovery,
  deadline: number | undefined,
): Promise<RunningImagesRead> {
  const served = kinds.find(({ group, version, kind }) => group === '' && version === 'v1' && kind === 'Pod');
  if (served === undefined) return { running: [], unchecked: [] };
  const read: KindRead = { served, mode: 'full' };
  const images = collectRunningImages();
  const unchecked = await readLive(client, [read], {
    deadline,
    onPage: ({ objects }) => images.add(objects),
    onRestart: () => images.restart(),
  });
  return { running: unchecked.length > 0 ? [] : images.list(), unchecked };
}
