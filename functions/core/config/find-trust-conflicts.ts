import type { ProvenanceConfig, ProvenanceRequest } from '../provenance/provenance-request.ts';
import type { Conflict } from './find-conflicts.ts';
import type { ClusterSourceConfig, FleetConfig } from './fleet-config.ts';

type Trusting = Pick<FleetConfig, 'sources' | 'clusters' | 'discover'> & { readonly provenance?: ProvenanceConfig | undefined };

/** Places that ask for a known signer in a configuration that knows none: every revision would lack it. */
export function findTrustConflicts({ provenance, sources, clusters, discover }: Trusting): Conflict[] {
  if (provenance?.signers?.ssh !== undefined || provenance?.signers?.openpgp !== undefined) return [];
  return [
    ...findDemand(['provenance'], provenance),
    ...sources.flatMap((source, i) => findDemand(['sources', i, 'provenance'], source.provenance)),
    ...clusters.flatMap((cluster, i) => findDemands(['clusters', i, 'sources'], cluster.sources)),
    ...findDemands(['discover', 'sources'], discover?.sources),
  ];
}

function findDemands(path: readonly PropertyKey[], sources: readonly ClusterSourceConfig[] = []): Conflict[] {
  return sources.flatMap((source, i) => (typeof source === 'string' ? [] : findDemand([...path, i, 'provenance'], source.provenance)));
}

function findDemand(path: readonly PropertyKey[], request: ProvenanceRequest | undefined): Conflict[] {
  if (!request?.require?.includes('known-signer')) return [];
  return [{ path: [...path, 'require'], message: '`known-signer` is asked for, and `provenance.signers` names no signer' }];
}
