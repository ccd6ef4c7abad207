import { compareText } from '../kube-object.ts';
import type { Discovered } from './discovered-source.ts';
import type { DiscoveryContext } from './discovery-rule.ts';
import { DISCOVERY_RULES } from './discovery-rules.ts';
import { FLEET } from './fleet/checked-cluster.ts';
import { type DeliveryTool, keyOf, type ToolObject } from './tool-object.ts';

/**
 * Every source that the objects of `tools` tell, and those that they make. Sorted by the id of the source. Where `given.facts` has needs left
 * afterwards, it is not all of it: look them up and call again.
 */
export function expandObjects(
  objects: readonly ToolObject[],
  tools: readonly DeliveryTool[],
  given: Omit<DiscoveryContext, 'tools'>,
): Discovered {
  const context = { ...given, tools };
  const read = (object: ToolObject): Discovered[] => {
    const rule = DISCOVERY_RULES.find(({ tool, group, kind }) => tools.includes(tool) && object.group === group && object.kind === kind);
    return rule === undefined ? [] : [rule.read(object, context)];
  };
  // Of two that make an object of one name the first by name counts, in whatever order they come.
  const first = [...objects].sort((a, b) => compareText(keyOf(a), keyOf(b))).flatMap(read);
  // What an object makes stands before what the cluster holds of it, which somebody may have changed.
  const made = new Map(
    first
      .flatMap((part) => part.made)
      .reverse()
      .map((object) => [keyOf(object), object]),
  );
  const isOverruled = ({ object }: { readonly object: ToolObject }): boolean => object.whence.type === 'cluster' && made.has(keyOf(object));
  const known = new Set(objects.filter(({ whence }) => whence.type !== 'cluster').map(keyOf));
  const second = [...made.values()].filter((object) => !known.has(keyOf(object))).flatMap(read);
  const parts = [
    ...first.map((part) => ({
      ...part,
      sources: part.sources.filter((source) => !isOverruled(source)),
      elsewhere: part.elsewhere.filter((item) => !isOverruled(item)),
      problems: part.problems.filter((problem) => !isOverruled(problem)),
    })),
    ...second,
  ];
  const byObject = (a: { readonly object: ToolObject }, b: { readonly object: ToolObject }): number =>
    compareText(keyOf(a.object), keyOf(b.object));
  return {
    sources: parts.flatMap(({ sources }) => sources).sort((a, b) => compareText(a.source.id, b.source.id)),
    elsewhere: parts.flatMap(({ elsewhere }) => elsewhere).sort(byObject),
    problems: parts.flatMap(({ problems }) => problems).sort((a, b) => byObject(a, b) || compareText(a.message, b.message)),
    made: parts.flatMap(({ made }) => made).sort((a, b) => compareText(keyOf(a), keyOf(b))),
  };
}

/** True for what some rule reads, or refers to: worth being kept of what a source declares. */
export function isToolObject({ group, kind }: Pick<ToolObject, 'group' | 'kind'>): boolean {
  if (group === '' && kind === 'ConfigMap') return true;
  if (group === FLEET && (kind === 'Cluster' || kind === 'ClusterGroup')) return true;
  return group === 'source.toolkit.fluxcd.io' || DISCOVERY_RULES.some((rule) => rule.group === group && rule.kind === kind);
}
