import { DISCOVERY_RULES } from '../../core/discover/discovery-rules.ts';
import { type DeliveryTool, readLiveObject, type ToolObject } from '../../core/discover/tool-object.ts';
import type { Discovery, KindRead, LivePage, UncheckedKind } from '../../core/live-state.ts';
import type { KubeClient } from '../kube/kube-client.ts';
import { readLive } from '../kube/read-live.ts';

/** What the objects of a tool refer to: groups, or kinds with their group. */
const REFERRED: Readonly<Partial<Record<DeliveryTool, readonly string[]>>> = {
  flux: ['source.toolkit.fluxcd.io'],
  fleet: ['fleet.cattle.io/Cluster', 'fleet.cattle.io/ClusterGroup'],
};
/** Bundles hold whole charts; those that a GitRepo made tell nothing that it does not. */
const SELECTORS: Readonly<Partial<Record<string, string>>> = { 'fleet.cattle.io/Bundle': '!fleet.cattle.io/repo-name' };

/** The objects of the tools in a cluster, and the kinds of them that could not be read. */
export interface ToolObjects {
  readonly objects: readonly ToolObject[];
  readonly unread: readonly UncheckedKind[];
}

/** Lists every kind that the tools are told by. A kind that the cluster does not serve has no objects. */
export async function readToolObjects(
  client: KubeClient,
  discovery: Discovery,
  tools: readonly DeliveryTool[],
  deadline: number | undefined,
): Promise<ToolObjects> {
  const wanted = new Set(DISCOVERY_RULES.filter(({ tool }) => tools.includes(tool)).map(({ group, kind }) => `${group}/${kind}`));
  const referred = new Set(tools.flatMap((tool) => REFERRED[tool] ?? []));
  const isWanted = (group: string, kind: string): boolean =>
    wanted.has(`${group}/${kind}`) || referred.has(group) || referred.has(`${group}/${kind}`);
  const reads = discovery.kinds
    .filter(({ group, kind, preferred, verbs }) => preferred && verbs.includes('list') && isWanted(group, kind))
    .map((served): KindRead => {
      const labelSelector = SELECTORS[`${served.group}/${served.kind}`];
      return { served, mode: 'full', ...(labelSelector === undefined ? {} : { labelSelector }) };
    });
  const pages = new Map<KindRead, LivePage[]>();
  const unread = await readLive(client, reads, {
    deadline,
    onPage: (page) => {
      pages.set(page.read, [...(pages.get(page.read) ?? []), page]);
    },
    onRestart: (read) => {
      pages.delete(read);
    },
  });
  const objects = reads.flatMap((read) =>
    (pages.get(read) ?? []).flatMap((page) => page.objects.flatMap((body) => readLiveObject(body) ?? [])),
  );
  return { objects, unread };
}
