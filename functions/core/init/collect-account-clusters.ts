import { compareText } from '../kube-object.ts';
import { findSharedTag } from './find-shared-tag.ts';
import type { FoundCluster, FoundDiscovery, FoundFleet, LeftOut } from './found-fleet.ts';

/** A cluster as EKS describes it, as far as a configuration is concerned. */
export interface DescribedCluster {
  readonly name: string;
  readonly region: string;
  readonly tags: Readonly<Record<string, string>>;
  /** `ACTIVE`, `CREATING` and so on. */
  readonly status: string;
  readonly isPublic: boolean;
  /** `API`, `API_AND_CONFIG_MAP` or `CONFIG_MAP`: where it looks up who may do what. */
  readonly authenticationMode: string;
}

/** What was asked of an account. With a tag, only clusters that carry it are meant. */
export interface AccountQuestion {
  readonly account: string;
  readonly regions: readonly string[];
  readonly tag?: FoundDiscovery['tag'];
}

/** The clusters of an account that a configuration is about, and how it can find them. */
export function collectAccountClusters(
  described: readonly DescribedCluster[],
  { account, regions, tag }: AccountQuestion,
): Pick<FoundFleet, 'clusters' | 'leftOut' | 'discovery' | 'suggestion'> {
  const leftOut: LeftOut[] = [];
  const kept = described.filter((cluster) => {
    const why = findReason(cluster, tag);
    if (why !== undefined) leftOut.push({ what: `${cluster.name} in ${cluster.region}`, why });
    return why === undefined;
  });
  const clusters = kept.map((cluster) => ({ name: cluster.name, region: cluster.region, account, notes: writeNotes(cluster) }));
  const shared = tag === undefined ? findSharedTag(kept.map(({ tags }) => tags)) : undefined;
  return {
    clusters: clusters.sort((a, b) => compareText(a.name, b.name) || compareText(a.region, b.region)),
    leftOut: leftOut.sort((a, b) => compareText(a.what, b.what)),
    ...(tag === undefined ? {} : { discovery: { tag, regions } }),
    ...(shared === undefined ? {} : { suggestion: { tag: shared, regions } }),
  };
}

function findReason({ status, tags }: DescribedCluster, tag: FoundDiscovery['tag'] | undefined): string | undefined {
  if (status === 'DELETING') return 'it is being deleted';
  if (tag === undefined || (Object.hasOwn(tags, tag.key) && (tag.value === undefined || tags[tag.key] === tag.value))) return undefined;
  return `it does not carry the tag ${tag.value === undefined ? tag.key : `${tag.key}=${tag.value}`}`;
}

function writeNotes({ status, isPublic, authenticationMode }: DescribedCluster): FoundCluster['notes'] {
  return [
    ...(status === 'ACTIVE' || status === 'UPDATING' ? [] : [`It is ${status.toLowerCase()} now.`]),
    ...(isPublic ? [] : ['Its endpoint is private: Plumbline has to run in its network.']),
    ...(authenticationMode === 'CONFIG_MAP'
      ? ['It knows its readers from the ConfigMap aws-auth alone: access entries need the mode API_AND_CONFIG_MAP.']
      : []),
  ];
}
