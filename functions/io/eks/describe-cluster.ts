import { type Cluster, DescribeClusterCommand, type EKSClient, ResourceNotFoundException } from '@aws-sdk/client-eks';
import type { EksClusterRef } from '../../core/check-item.ts';
import { PlumblineError } from '../../core/errors.ts';
import { explainAwsError } from './explain-aws-error.ts';

/** From where the API server can be reached, as EKS has it. */
export interface ClusterNetwork {
  readonly vpc: string | undefined;
  readonly securityGroup: string | undefined;
  readonly isPublic: boolean;
  readonly isPrivate: boolean;
  /** Where the public endpoint may be called from. */
  readonly publicCidrs: readonly string[];
}

/** What EKS tells about a cluster that can be read. */
export interface EksCluster {
  readonly ref: EksClusterRef;
  readonly server: URL;
  /** PEM. */
  readonly authority: string;
  readonly version: string;
  readonly network: ClusterNetwork;
  /** `API`, `API_AND_CONFIG_MAP` or `CONFIG_MAP`: where it looks up who may do what. */
  readonly authenticationMode: string;
}

/** Asks EKS for a cluster. Throws PlumblineError where there is none, where the caller may not ask, and where it is in no state to be read. */
export async function describeCluster(ref: EksClusterRef, client: EKSClient): Promise<EksCluster> {
  const cluster = await readCluster(ref, client);
  refuseOtherAccount(ref, cluster);
  const problem = findProblem(cluster);
  const { endpoint, certificateAuthority, version = '', resourcesVpcConfig: vpc } = cluster;
  if (problem !== undefined || endpoint === undefined || certificateAuthority?.data === undefined) {
    const [state, advice] = problem ?? ['has no endpoint yet', 'wait until it is active'];
    throw new PlumblineError('unreachable', `${nameCluster(ref)} ${state}`, { advice, isLasting: true });
  }
  return {
    ref,
    server: new URL(endpoint),
    authority: Buffer.from(certificateAuthority.data, 'base64').toString('utf8'),
    version,
    network: {
      vpc: vpc?.vpcId,
      securityGroup: vpc?.clusterSecurityGroupId,
      isPublic: vpc?.endpointPublicAccess ?? true,
      isPrivate: vpc?.endpointPrivateAccess ?? false,
      publicCidrs: vpc?.publicAccessCidrs ?? [],
    },
    authenticationMode: cluster.accessConfig?.authenticationMode ?? 'CONFIG_MAP',
  };
}

/** There is no such cluster. */
export class ClusterGone extends PlumblineError {}

/** The cluster as EKS describes it, in whatever state. */
export async function readCluster(ref: EksClusterRef, client: EKSClient): Promise<Cluster> {
  const request = { action: 'eks:DescribeCluster', subject: `cluster "${ref.name}"`, ...pickAccess(ref) };
  try {
    return (await client.send(new DescribeClusterCommand({ name: ref.name }))).cluster ?? {};
  } catch (error) {
    const explained = explainAwsError(error, request);
    const isGone = error instanceof ResourceNotFoundException;
    throw isGone ? new ClusterGone(explained.code, explained.message, { advice: explained.advice ?? '', isLasting: true }) : explained;
  }
}

/** `cluster "prod-eu" (eu-west-1, account 111111111111)`. */
export function nameCluster({ name, region, account }: EksClusterRef): string {
  return `cluster "${name}" (${account === undefined ? region : `${region}, account ${account}`})`;
}

function pickAccess({ region, account, role }: EksClusterRef) {
  return { region, account, role };
}

/** Without its role, a cluster of another account is looked for in the own one, and one of the same name may be there. */
function refuseOtherAccount(ref: EksClusterRef, { arn }: Cluster): void {
  const account = arn?.split(':')[4];
  if (ref.account === undefined || account === undefined || account === ref.account) return;
  const reader = ref.role === undefined ? 'no role is set for it' : `role ${ref.role} leads there`;
  const message = `${nameCluster(ref)} was looked for in account ${account}: ${reader}`;
  throw new PlumblineError('config', message, { advice: `set a role of account ${ref.account} for this cluster in plumbline.yaml` });
}

/** Why a cluster in this state cannot be read, undefined where it can: while it is upgraded its API server answers. */
function findProblem({ status, health }: Cluster): readonly [state: string, advice: string] | undefined {
  switch (status) {
    case 'CREATING':
    case 'PENDING':
      return ['is still being created', 'nothing to do: it is checked when it is active'];
    case 'DELETING':
      return ['is being deleted', 'take it out of plumbline.yaml'];
    case 'FAILED': {
      const codes = (health?.issues ?? []).flatMap(({ code }) => (code === undefined ? [] : [code]));
      return [`has failed${codes.length > 0 ? `: ${codes.join(', ')}` : ''}`, 'look at its health issues in the EKS console'];
    }
    case 'ACTIVE':
    case 'UPDATING':
    case undefined:
      return undefined;
  }
}
