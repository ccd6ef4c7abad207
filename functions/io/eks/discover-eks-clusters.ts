import type { Cluster } from '@aws-sdk/client-eks';
import type { EksClusterRef, FoundCluster } from '../../core/check-item.ts';
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
  /** With `tag`: the tag whose value is the environment of a cluster. */
  readonly environment?: string | { readonly tag: string } | undefined;
  readonly accounts?: readonly EksAccount[];
}

export interface EksAccount {
  readonly id: string;
  /** The role that reads the clusters found: they carry it. It is assumed for finding them only where there is no `finder`. */
  readonly role: string;
  /** The role that may find clusters, and open none. */
  readonly finder?: string | undefined;
  /** Both roles ask for it. */
  readonly externalId?: string | undefined;
}

export interface DiscoverEksOptions {
  readonly aws?: AwsSettings;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** `problems`: what could not be looked at, a sentence each. The clusters there are missing here, so they must not be taken for gone. */
export interface DiscoveredClusters {
  readonly clusters: readonly FoundCluster[];
  readonly problems: readonly string[];
}

/** EKS lets an account describe a few clusters a second, in each region. */
const PLACES_AT_ONCE = 8;
const CLUSTERS_AT_ONCE = 4;

type Reader = Pick<EksClusterRef, 'account' | 'role' | 'externalId'>;

/** An account to look in: who looks, and who reads what is found. */
interface Searched {
  readonly finder: Reader;
  readonly reader: Reader;
}

interface Place extends Searched {
  readonly region: string;
  readonly credentials: CredentialSource;
}

/**
 * Finds the EKS clusters that carry a tag, in every region of every account, sorted. A region or account that does not let itself be read is a
 * problem, and the rest goes on. A cluster that is being created or deleted is no cluster to check.
 */
export async function discoverEksClusters(discovery: EksDiscovery, { aws = {}, now }: DiscoverEksOptions): Promise<DiscoveredClusters> {
  const clusters = new Map<string, FoundCluster>();
  const problems = new Set<string>();
  const report = (where: string, error: unknown): void => void problems.add(`${where}: ${describe(error)}`);
  const places: Place[] = [];
  await forEachConcurrently(listSearched(discovery), PLACES_AT_ONCE, async (searched) => {
    const [region] = discovery.regions;
    if (region === undefined) return;
    const credentials = createCredentialSource({ ...searched.finder, region, session: 'plumbline-discovery' }, aws, now);
    try {
      await credentials.read();
      places.push(...discovery.regions.map((each) => ({ ...searched, region: each, credentials })));
    } catch (error) {
      report(nameAccount(searched.finder), error);
    }
  });
  await forEachConcurrently(places, PLACES_AT_ONCE, async (place) => {
    const where = `${nameAccount(place.finder)}, ${place.region}`;
    const add = (ref: FoundCluster): void => {
      const key = [ref.account, ref.region, ref.name].join('/');
      // Found with the caller's own credentials and with a role: the role is what the configuration names for it.
      if (clusters.get(key)?.role === undefined) clusters.set(key, ref);
    };
    await searchPlace(place, discovery, aws, { add, report: (error) => report(where, error) });
  });
  const sorted = [...clusters].sort(([a], [b]) => compareText(a, b)).map(([, ref]) => ref);
  return { clusters: sorted, problems: [...problems].sort(compareText) };
}

function listSearched({ accounts = [] }: EksDiscovery): Searched[] {
  const others = accounts.map(({ id, role, finder = role, externalId }) => {
    const account = { account: id, ...(externalId === undefined ? {} : { externalId }) };
    return { finder: { ...account, role: finder }, reader: { ...account, role } };
  });
  return [{ finder: {}, reader: {} }, ...others];
}

interface Findings {
  readonly add: (ref: FoundCluster) => void;
  readonly report: (error: unknown) => void;
}

async function searchPlace(
  { finder, reader, region, credentials }: Place,
  { tag, environment }: Pick<EksDiscovery, 'tag' | 'environment'>,
  aws: AwsSettings,
  to: Findings,
): Promise<void> {
  const client = createEksClient(region, credentials.read, aws);
  try {
    await forEachConcurrently(await listClusterNames(client, { ...finder, region }), CLUSTERS_AT_ONCE, async (name) => {
      try {
        const cluster = await readCluster({ ...finder, name, region }, client);
        if (carriesTag(cluster, tag) && isThere(cluster))
          to.add({ ...reader, name, region, ...accountOf(cluster), ...environmentOf(cluster, environment) });
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

function environmentOf({ tags = {} }: Cluster, environment: EksDiscovery['environment']): { environment?: string } {
  const told = typeof environment === 'object' && Object.hasOwn(tags, environment.tag) ? tags[environment.tag] : undefined;
  return told === undefined || told === '' ? {} : { environment: told };
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
