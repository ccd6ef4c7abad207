import { messageOf } from '../../core/errors.ts';
import { asString } from '../../core/json.ts';
import { splitApiVersion } from '../../core/kube-object.ts';
import type { Discovery, ServedKind } from '../../core/live-state.ts';
import { AGGREGATED_ACCEPT, isAggregated, parseAggregated } from './aggregated-discovery.ts';
import { forEachConcurrently } from './for-each-concurrently.ts';
import type { KubeClient } from './kube-client.ts';
import { type GroupVersion, listCoreVersions, listGroupVersions, parseResources } from './legacy-discovery.ts';
import { readJson } from './read-json.ts';
import { RequestError, toFatalError } from './request-error.ts';

const CONCURRENCY = 12;

interface Found {
  readonly kinds: readonly Omit<ServedKind, 'preferred'>[];
  readonly unreadable: Discovery['unreadable'];
}

/**
 * What the cluster serves, at every version, without subresources. Asks for aggregated discovery (two requests) and falls back to one request
 * for each group version where the server knows no such thing. Throws PlumblineError where nothing can be learned at all.
 */
export async function readDiscovery(client: KubeClient): Promise<Discovery> {
  try {
    const [serverVersion, core, groups] = await Promise.all([readVersion(client), readRoot(client, '/api'), readRoot(client, '/apis')]);
    return {
      serverVersion,
      kinds: markPreferred([...core.kinds, ...groups.kinds]),
      unreadable: [...core.unreadable, ...groups.unreadable],
    };
  } catch (error) {
    throw toFatalError(error);
  }
}

async function readVersion(client: KubeClient): Promise<string> {
  try {
    return asString((await readJson(client, '/version'))['gitVersion']) ?? 'unknown';
  } catch (error) {
    // Some hardened servers close /version; the check does not need it.
    if (error instanceof RequestError && (error.reason === 'forbidden' || error.reason === 'not-found')) return 'unknown';
    throw error;
  }
}

async function readRoot(client: KubeClient, root: '/api' | '/apis'): Promise<Found> {
  const answer = await readJson(client, root, { accept: AGGREGATED_ACCEPT });
  if (isAggregated(answer)) return parseAggregated(answer);
  const versions = root === '/api' ? listCoreVersions(answer) : listGroupVersions(answer);
  const read = new Map<GroupVersion, Found>();
  await forEachConcurrently(versions, CONCURRENCY, async (version) => {
    read.set(version, await readGroupVersion(client, root, version));
  });
  const inOrder = versions.flatMap((version) => read.get(version) ?? []);
  return { kinds: inOrder.flatMap((found) => found.kinds), unreadable: inOrder.flatMap((found) => found.unreadable) };
}

async function readGroupVersion(client: KubeClient, root: string, { apiVersion }: GroupVersion): Promise<Found> {
  try {
    return { kinds: parseResources(await readJson(client, `${root}/${apiVersion}`), apiVersion), unreadable: [] };
  } catch (error) {
    if (!(error instanceof RequestError) || error.reason === 'unreachable' || error.reason === 'unauthorized') throw error;
    return { kinds: [], unreadable: [{ ...splitApiVersion(apiVersion), message: messageOf(error) }] };
  }
}

/** The server lists the versions of a group in its order of preference; the first one that serves a kind is preferred for it. */
function markPreferred(kinds: Found['kinds']): ServedKind[] {
  const seen = new Map<string, string>();
  return kinds.map((kind) => {
    const key = `${kind.group}/${kind.kind}`;
    if (!seen.has(key)) seen.set(key, kind.version);
    return { ...kind, preferred: seen.get(key) === kind.version };
  });
}
