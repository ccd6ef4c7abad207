import type { Cluster } from '@aws-sdk/client-eks';
import type { EksClusterRef } from '../../core/check-item.ts';
import { PlumblineError } from '../../core/errors.ts';
import { compareText } from '../../core/kube-object.ts';
import { forEachConcurrently } from '../kube/for-each-concurrently.ts';
import { type AwsSettings, createEksClient } from './aws-clients.ts';
import { type CredentialSource, createCredentialSource } from './credential-source.ts';
import { ClusterGone, readCluster } from './describe-cluster.ts';
import { listClusterNames } from './list-clusters.ts';

/** `discover` of the configuration. The caller's own account is always looked in. */
export interface EksDiscovery {
  /** `value` absent: any. */
  readonly tag: { readonly key: string; readonly value?: string | undefined };
  readonly regions: readonly string[];
  readonly accounts?: readonly EksAccount[];
}

export interface EksAccount {
  readonly id: string;
  readonly role: string;
  readonly externalId?: string | undefined;
}

export interface DiscoverEksOptions {
  readonly aws?: AwsSettings;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** `problems`: what could not be looked at, a sentence each. The clusters there are missing here, so they must not be taken for gone. */
export interface DiscoveredClusters {
  readonly clusters: readonly EksClusterRef[];
  readonly problems: readonly string[];
}

/** EKS lets an account describe a few clusters a second, in each region. */
const PLACES_AT_ONCE = 8;
const CLUSTERS_AT_ONCE = 4;

type Reader = Pick<EksClusterRef, 'account' | 'role' | 'externalId'>;

interface Place {
  readonly reader: Reader;
  readonly region: string;
  readonly credentials: CredentialSource;
}

/**
 * Finds the EKS clusters that carry a tag, in every region of every account, sorted. A region or account that does not let itself be read is a
 * problem, and the rest goes on. A cluster that is being created or deleted is no cluster to check.
 */
export async function discoverEksClusters(discovery: EksDiscovery, { aws = {}, now }: DiscoverEksOptions): Promise<DiscoveredClusters> {
  const clusters = new Map<string, EksClusterRef>();
  const problems = new Set<string>();
  const report = (where: string, error: unknown): void => void problems.add(`${where}: ${describe(error)}`);
  const places: Place[] = [];
  await forEachConcurrently(listReaders(discovery), PLACES_AT_ONCE, async (reader) => {
    const [region] = discovery.regions;
    if (region === undefined) return;
    const credentials = createCredentialSource({ ...reader, region, session: 'plumbline-discovery' }, aws, now);
    try {
      await credentials.read();
      places.push(...discovery.regions.map((each) => ({ reader, region: each, credentials })));
    } catch (error) {
      report(nameAccount(reader), error);
    }
  });
  await forEachConcurrently(places, PLACES_AT_ONCE, async (place) => {
    const where = `${nameAccount(place.reader)}, ${place.region}`;
    const add = (ref: EksClusterRef): void => {
      const key = [ref.account, ref.region, ref.name].join('/');
      // Found with the caller's own credentials and with a role: the role is what the configuration names for it.
      if (clusters.get(key)?.role === undefined) clusters.set(key, ref);
    };
    await searchPlace(place, discovery.tag, aws, { add, report: (error) => report(where, error) });
  });
  const sorted = [...clusters].sort(([a], [b]) => compareText(a, b)).map(([, ref]) => ref);
  return { clusters: sorted, problems: [...problems].sort(compareText) };
}

function listReaders({ accounts = [] }: EksDiscovery): Reader[] {
  const others = accounts.map(({ id, role, externalId }) => ({ account: id, role, ...(externalId === undefined ? {} : { externalId }) }));
  return [{}, ...others];
}

interface Findings {
  readonly add: (ref: EksClusterRef) => void;
  readonly report: (error: unknown) => void;
}

async function searchPlace(
  { reader, region, credentials }: Place,
  tag: EksDiscovery['tag'],
  aws: AwsSettings,
  to: Findings,
): Promise<void> {
  const client = createEksClient(region, credentials.read, aws);
  try {
    await forEachConcurrently(await listClusterNames(client, { ...reader, region }), CLUSTERS_AT_ONCE, async (name) => {
      const ref = { ...reader, name, region };
      try {
        const cluster = await readCluster(ref, client);
        if (carriesTag(cluster, tag) && isThere(cluster)) to.add({ ...ref, ...accountOf(cluster) });
      } catch (error) {
        // Deleted since it was listed.
        if (!(error instanceof ClusterGone)) to.report(error);
      }
    });
  } catch (error) {
    to.report(error);
  } finally {
    client.destroy();
  }
}

function carriesTag({ tags = {} }: Cluster, { key, value }: EksDiscovery['tag']): boolean {
  return Object.hasOwn(tags, key) && (value === undefined || tags[key] === value);
}

function isThere({ status }: Cluster): boolean {
  return status !== 'CREATING' && status !== 'PENDING' && status !== 'DELETING';
}

function accountOf({ arn }: Cluster): { account?: string } {
  const account = arn?.split(':')[4];
  return account === undefined ? {} : { account };
}

function nameAccount({ account }: Reader): string {
  return account === undefined ? 'own account' : `account ${account}`;
}

function describe(error: unknown): string {
  if (!(error instanceof PlumblineError)) throw error;
  return error.advice === undefined ? error.message : `${error.message} (${error.advice})`;
}
