import { compareText } from '../kube-object.ts';
import type { FleetConfig } from './fleet-config.ts';

/** Every secret that some source of some check names, by name or ARN, once each and sorted: what `detect` has to be allowed to read. */
export function listSecrets({ sources, clusters, discover, repositories }: FleetConfig): string[] {
  const ofClusters = [...clusters, ...(discover === undefined ? [] : [discover])].flatMap((check) => check.sources ?? []);
  const named = [...sources, ...repositories, ...ofClusters].flatMap((source) => (typeof source === 'string' ? [] : (source.secret ?? [])));
  return [...new Set(named)].sort(compareText);
}
