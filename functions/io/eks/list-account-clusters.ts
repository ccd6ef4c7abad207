import type { Cluster } from '@aws-sdk/client-eks';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { PlumblineError } from '../../core/errors.ts';
import type { DescribedCluster } from '../../core/init/collect-account-clusters.ts';
import { compareText } from '../../core/kube-object.ts';
import { forEachConcurrently } from '../kube/for-each-concurrently.ts';
import { type AwsSettings, createEksClient, createStsClient } from './aws-clients.ts';
import { type CredentialSource, createCredentialSource } from './credential-source.ts';
import { ClusterGone, readCluster } from './describe-cluster.ts';
import { explainAwsError } from './explain-aws-error.ts';
import { listClusterNames } from './list-clusters.ts';

/** The clusters of the caller's own account. `problems`: what could not be asked, a sentence each; clusters there are missing. */
export interface AccountClusters {
  readonly account: string;
  readonly clusters: readonly DescribedCluster[];
  readonly problems: readonly string[];
}

const CLUSTERS_AT_ONCE = 4;

/** Lists and describes every EKS cluster of some regions of the caller's own account. Throws where nobody knows whose account it is. */
export async function listAccountClusters(
  regions: readonly [string, ...string[]],
  { aws = {}, now }: { readonly aws?: AwsSettings; readonly now: () => number },
): Promise<AccountClusters> {
  const credentials = createCredentialSource({ region: regions[0], session: 'plumbline-init' }, aws, now);
  const account = await readAccount(regions[0], credentials, aws);
  const clusters: DescribedCluster[] = [];
  const problems: string[] = [];
  await forEachConcurrently(regions, regions.length, async (region) => {
    const report = (error: unknown): void => {
      if (!(error instanceof PlumblineError)) throw error;
      problems.push(`${region}: ${error.message}`);
    };
    const client = createEksClient(region, credentials.read, aws);
    try {
      await forEachConcurrently(await listClusterNames(client, { region }), CLUSTERS_AT_ONCE, async (name) => {
        try {
          clusters.push(describe(await readCluster({ name, region }, client), name, region));
        } catch (error) {
          if (!(error instanceof ClusterGone)) report(error);
        }
      });
    } catch (error) {
      report(error);
    } finally {
      client.destroy();
    }
  });
  return {
    account,
    clusters: clusters.sort((a, b) => compareText(a.region, b.region) || compareText(a.name, b.name)),
    problems: problems.sort(compareText),
  };
}

async function readAccount(region: string, credentials: CredentialSource, aws: AwsSettings): Promise<string> {
  await credentials.read();
  const client = createStsClient(region, credentials.read, aws);
  try {
    const { Account: account } = await client.send(new GetCallerIdentityCommand({}));
    if (account === undefined) throw new Error('GetCallerIdentity named no account');
    return account;
  } catch (error) {
    throw explainAwsError(error, {
      action: 'sts:GetCallerIdentity',
      subject: 'whose account this is',
      region,
      account: undefined,
      role: undefined,
    });
  } finally {
    client.destroy();
  }
}

function describe({ tags = {}, status = 'ACTIVE', ...cluster }: Cluster, name: string, region: string): DescribedCluster {
  return {
    name,
    region,
    tags,
    status,
    isPublic: cluster.resourcesVpcConfig?.endpointPublicAccess ?? true,
    authenticationMode: cluster.accessConfig?.authenticationMode ?? 'CONFIG_MAP',
  };
}
