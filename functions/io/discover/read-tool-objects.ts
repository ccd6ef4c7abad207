import { DISCOVERY_RULES } from '../../core/discover/discovery-rules.ts';
import { type DeliveryTool, readLiveObject, type ToolObject } from '../../core/discover/tool-object.ts';
import type { Discovery, KindRead, LivePage, UncheckedKind } from '../../core/live-state.ts';
import type { KubeClient } from '../kube/kube-client.ts';
import { readLive } from '../kube/read-live.ts';

/** Groups whose objects Flux's own refer to. */
const REFERRED_GROUPS: Readonly<Partial<Record<DeliveryTool, string>>> = { flux: 'source.toolkit.fluxcd.io' };

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
  const groups = new Set(tools.flatMap((tool) => REFERRED_GROUPS[tool] ?? []));
  const reads = discovery.kinds
    .filter(
      ({ group, kind, preferred, verbs }) => preferred && verbs.includes('list') && (wanted.has(`${group}/${kind}`) || groups.has(group)),
    )
    .map((served): KindRead => ({ served, mode: 'full' }));
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
