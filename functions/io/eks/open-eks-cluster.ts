import type { EksClusterRef } from '../../core/check-item.ts';
import { createKubeClient, type KubeClient } from '../kube/kube-client.ts';
import { DEFAULT_LIMITS, type RequestLimits } from '../kube/request-limits.ts';
import { type AwsSettings, createEksClient, createStsClient } from './aws-clients.ts';
import { type CredentialSource, createCredentialSource, nameSession } from './credential-source.ts';
import { describeCluster, type EksCluster } from './describe-cluster.ts';
import { createEksAccess } from './eks-access.ts';
import { explainUnreachable } from './explain-unreachable.ts';

export interface OpenEksOptions {
  readonly aws?: AwsSettings;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly limits?: Partial<RequestLimits>;
}

/**
 * Opens the way to an EKS cluster with credentials of AWS alone. The cluster is described and the first token made at once, so that what is wrong
 * with either is told here; nothing is sent to the cluster yet.
 */
export async function openEksCluster(ref: EksClusterRef, { aws = {}, now, limits }: OpenEksOptions): Promise<KubeClient> {
  const credentials = createCredentialSource({ ...ref, session: nameSession(ref.name) }, aws, now);
  // Here and not inside the client of EKS, where a refusal would look like one of EKS.
  await credentials.read();
  const cluster = await describe(ref, credentials, aws);
  const access = createEksAccess({ cluster, credentials, stsHost: findStsHost(ref.region), now });
  await access.connect();
  return explainUnreachable(createKubeClient(access, { ...DEFAULT_LIMITS, ...limits }), cluster);
}

async function describe(ref: EksClusterRef, credentials: CredentialSource, aws: AwsSettings): Promise<EksCluster> {
  const client = createEksClient(ref.region, credentials.read, aws);
  try {
    return await describeCluster(ref, client);
  } finally {
    client.destroy();
  }
}

/** The host that EKS will send the token to, whatever endpoint this process uses: that of the region, in its partition. */
function findStsHost(region: string): string {
  const { config } = createStsClient(region, undefined, {});
  const { url } = config.endpointProvider({ Region: region, UseGlobalEndpoint: false, UseFIPS: false, UseDualStack: false });
  return url.hostname;
}
