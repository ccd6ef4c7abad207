import type { EksClusterRef } from '../check-item.ts';
import type { ClusterConfig } from './fleet-config.ts';

/** The EKS cluster that an entry of the configuration means. */
export function buildEksRef({ name, eks }: Pick<ClusterConfig, 'name' | 'eks'>): EksClusterRef {
  return {
    name: eks.name ?? name,
    region: eks.region,
    ...(eks.account === undefined ? {} : { account: eks.account }),
    ...(eks.role === undefined ? {} : { role: eks.role }),
    ...(eks.externalId === undefined ? {} : { externalId: eks.externalId }),
  };
}

/** The account in the ARN of a role. */
export function accountOfRole(role: string | undefined): string | undefined {
  return role?.split(':')[4];
}

/** Two refs of one EKS cluster. An account that is told by neither account nor role is the one Plumbline runs in, whatever its number. */
export function isSameCluster(a: EksClusterRef, b: EksClusterRef): boolean {
  if (a.name !== b.name || a.region !== b.region) return false;
  const [first, second] = [a.account ?? accountOfRole(a.role), b.account ?? accountOfRole(b.role)];
  if (first !== undefined && second !== undefined) return first === second;
  return a.role === undefined && b.role === undefined;
}
