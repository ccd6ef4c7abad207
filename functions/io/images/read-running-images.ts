import type { ResolvedTag, RunningImage } from '../../core/images/image-report.ts';
import { collectRunningImages } from '../../core/images/running-images.ts';
import type { Discovery, KindRead, UncheckedKind } from '../../core/live-state.ts';
import type { KubeClient } from '../kube/kube-client.ts';
import { readLive } from '../kube/read-live.ts';
import { resolveEcrTags } from './resolve-ecr-tags.ts';

/** What Pods run; empty, with the reason in `unchecked`, where they could not be listed. `resolved`: what registries said, where any is asked. */
export interface RunningImagesRead {
  readonly running: readonly RunningImage[];
  readonly unchecked: readonly UncheckedKind[];
  readonly resolved?: readonly ResolvedTag[];
}

export interface RunningImagesOptions {
  /** Milliseconds since 1970. */
  readonly deadline: number | undefined;
  /** ARNs of repositories of ECR that are asked what a tag names. */
  readonly repositories: readonly string[];
}

/** Lists all Pods page by page. One more list for a check, and on most clusters the largest; of each Pod only the digests are kept. */
export async function readRunningImages(
  client: KubeClient,
  { kinds }: Discovery,
  { deadline, repositories }: RunningImagesOptions,
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
  if (unchecked.length > 0) return { running: [], unchecked };
  const running = images.list();
  if (repositories.length === 0) return { running, unchecked };
  const names = running.map(({ image }) => image);
  return { running, unchecked, resolved: await resolveEcrTags(names, repositories) };
}
