import { joinApiVersion } from '../kube-object.ts';
import type { Discovery } from '../live-state.ts';

/** What templates see of a cluster: its version, like `v1.34.4`, and `group/version` and `group/version/Kind` of all it serves, sorted. */
export interface ClusterCapabilities {
  readonly kubeVersion: string;
  readonly apiVersions: readonly string[];
}

/** What templates are told of a cluster. */
export function describeCapabilities({ serverVersion, kinds }: Discovery): ClusterCapabilities {
  const names = kinds.flatMap(({ group, version, kind }) => [joinApiVersion(group, version), `${joinApiVersion(group, version)}/${kind}`]);
  return { kubeVersion: serverVersion, apiVersions: [...new Set(names)].sort() };
}
