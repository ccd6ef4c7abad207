import { collectReleases, RELEASE_SELECTOR } from '../../core/discover/helm/collect-releases.ts';
import type { ReleaseRecord } from '../../core/discover/helm/release.ts';
import type { Discovery, KindRead, LivePage } from '../../core/live-state.ts';
import type { KubeClient } from '../kube/kube-client.ts';
import { readLive } from '../kube/read-live.ts';
import type { ToolObjects } from './read-tool-objects.ts';

/**
 * Lists what Helm keeps in a cluster, by the metadata of its Secrets and ConfigMaps alone: what stands in them is read later, of the newest
 * revisions only. `isExcluded` names kinds that the operator keeps out of the check.
 */
export async function readReleases(
  client: KubeClient,
  discovery: Discovery,
  isExcluded: (kind: { readonly group: string; readonly kind: string }) => boolean,
): Promise<ToolObjects> {
  const reads = discovery.kinds
    .filter(({ group, kind, preferred }) => group === '' && preferred && (kind === 'Secret' || kind === 'ConfigMap'))
    .filter((served) => !isExcluded(served))
    .map((served): KindRead => ({ served, mode: 'metadata', labelSelector: RELEASE_SELECTOR }));
  const pages = new Map<KindRead, LivePage[]>();
  const unread = await readLive(client, reads, {
    onPage: (page) => {
      pages.set(page.read, [...(pages.get(page.read) ?? []), page]);
    },
    onRestart: (read) => {
      pages.delete(read);
    },
  });
  const objects = reads.flatMap((read) => {
    const storage: ReleaseRecord['storage'] = read.served.kind === 'Secret' ? 'Secret' : 'ConfigMap';
    return collectReleases(
      (pages.get(read) ?? []).flatMap((page) => page.objects),
      storage,
    );
  });
  return { objects, unread };
}
