import type { Check, Scope, SourceRef } from '../../core/check.ts';
import type { DesiredObject, UncheckedFile } from '../../core/desired-state.ts';
import type { IgnoreRule } from '../../core/diff/ignore-rules.ts';
import { compileKinds } from '../../core/diff/plan-reads.ts';
import { buildNamespaces } from '../../core/discover/build-namespaces.ts';
import { adviseOnDiscovery, describeGaps, describeUnreadKinds } from '../../core/discover/describe-gaps.ts';
import { describeSettings } from '../../core/discover/describe-settings.ts';
import type { DiscoveredSource } from '../../core/discover/discovered-source.ts';
import { isToolObject } from '../../core/discover/expand-objects.ts';
import { moveObject } from '../../core/discover/fleet/move-object.ts';
import { readFluxAnnotations } from '../../core/discover/flux/read-object-annotations.ts';
import type { IsNamespaced } from '../../core/discover/helm/split-declared.ts';
import { resolveIndexes } from '../../core/discover/resolve-indexes.ts';
import type { DeliveryTool } from '../../core/discover/tool-object.ts';
import { compareText, refKey } from '../../core/kube-object.ts';
import type { Discovery } from '../../core/live-state.ts';
import { describeFailed, joinSources, type ReadDesired, type ReadOptions, readOneSource, type SourceRead } from '../desired/desired.ts';
import { openSource } from '../git-source.ts';
import type { KubeClient } from '../kube/kube-client.ts';
import { hostOfChart } from '../rendering/fetch-chart.ts';
import { type FollowedSources, followSources } from './follow-sources.ts';
import { findStandIns, standIn } from './local-stand-ins.ts';
import { lookUp } from './look-up.ts';
import { createReleaseReader } from './open-release.ts';
import { readReleaseSource } from './read-release-source.ts';
import { readReleases } from './read-releases.ts';
import { readToolObjects, type ToolObjects } from './read-tool-objects.ts';
import { settleReleases } from './settle-releases.ts';

/** The cluster, as far as it is known before anything is compared. */
export interface OpenedCluster {
  readonly client: KubeClient;
  readonly discovery: Discovery;
}

/** What was found, and everything that was read of it. */
export interface DiscoveredStates {
  readonly followed: FollowedSources;
  /** Sources that were given. */
  readonly given: readonly SourceRead[];
  /** Kinds of the tools that could not be read, as gaps. */
  readonly unread: readonly UncheckedFile[];
}

type DiscoveringCheck = Pick<Check, 'sources' | 'discoveries' | 'repositories'> & Partial<Pick<Check, 'scope'>>;

/** Reads the sources of a check, and those that delivery tools are told of, as one desired state. */
export async function readDiscovered(check: DiscoveringCheck, options: ReadOptions, opening: Promise<OpenedCluster>): Promise<ReadDesired> {
  return joinDiscovered(check, await discoverSources(check, options, opening));
}

/** Finds and reads every source that the tools of a check are told of. `opening` undefined: there is no cluster to ask. */
export async function discoverSources(
  { sources, discoveries = [], repositories = [], scope }: DiscoveringCheck,
  reading: ReadOptions,
  opening: Promise<OpenedCluster> | undefined,
): Promise<DiscoveredStates> {
  const options = { ...reading, opened: new Map() };
  const given: SourceRead[] = [];
  for (const source of sources) given.push(await readOneSource(source, options));
  const followed = new Set(discoveries.flatMap(({ source }) => source ?? []));
  const tools = [...new Set(discoveries.map(({ from }) => from))];
  const ofCluster = [...new Set(discoveries.filter(({ source }) => source === undefined).map(({ from }) => from))];
  const cluster = await opening;
  const { objects, unread } = cluster === undefined ? NOTHING_READ : await readCluster(cluster, ofCluster, scope);
  const openRelease = cluster && createReleaseReader(cluster.client);
  const standIns = await findStandIns(sources);
  const open = async (source: SourceRef, isListed: boolean) => {
    const local = standIn(source, standIns);
    const { credentialsFor, ...rest } = options;
    const credentials = isListed && local === source ? await credentialsFor?.(source) : undefined;
    return openSource(local, { ...rest, publicOnly: !isListed, ...(credentials ? { credentials } : {}) });
  };
  const result = await followSources({
    tools,
    repositories,
    destinations: [...new Set(discoveries.flatMap(({ destinations }) => destinations))],
    live: objects,
    given: given.filter(({ source }) => followed.has(source.id)),
    readSource: async (found) => {
      if (found.release !== undefined && openRelease !== undefined) return readReleaseSource(found.source, found.release, openRelease);
      return moveInto(found.namespaceOfAll, await readFound(found, standIn(found.source, standIns), options));
    },
    lookUp: (need) => lookUp(need, { openTree: open, client: cluster?.client, openRelease }),
    ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
  });
  // Of a source that is followed only the objects of the tools are compared.
  const compared = given.map((read) => (followed.has(read.source.id) ? keepToolObjects(read, []) : read));
  const settled = settleReleases(result, compared, buildIsNamespaced(cluster?.discovery));
  return { followed: settled, given, unread: describeUnreadKinds(unread, discoveries[0]?.id ?? 'discover') };
}

const NOTHING_READ: ToolObjects = { objects: [], unread: [] };

/** The objects that tell tools what to deliver. Helm's records are Secrets, so they are asked for only where Helm is. */
async function readCluster(
  { client, discovery }: OpenedCluster,
  tools: readonly DeliveryTool[],
  scope: Scope | undefined,
): Promise<ToolObjects> {
  const ofTools = tools.length === 0 ? NOTHING_READ : await readToolObjects(client, discovery, tools, undefined);
  if (!tools.includes('helm')) return ofTools;
  const releases = await readReleases(client, discovery, compileKinds(scope?.excludeKinds ?? []));
  return { objects: [...ofTools.objects, ...releases.objects], unread: [...ofTools.unread, ...releases.unread] };
}

function buildIsNamespaced(discovery: Discovery | undefined): IsNamespaced {
  const kinds = new Map(discovery?.kinds.map(({ group, kind, namespaced }) => [`${group}/${kind}`, namespaced]));
  return (group, kind) => kinds.get(`${group}/${kind}`);
}

/** Only what the operator named is shown a credential, and only that may be on a private address. */
function readFound(found: DiscoveredSource, ref: SourceRef, options: ReadOptions): Promise<SourceRead> {
  const { isListed } = found;
  const source = describeSettings(found, ref);
  const { credentialsFor, ...rest } = options;
  const isLocal = !/^[a-z][a-z0-9+.-]*:\/\//i.test(source.url);
  if (!isListed) return readOneSource(source, { ...rest, publicOnly: !isLocal });
  const { bench } = rest;
  const host = hostOfChart(source);
  const withHost = bench === undefined ? {} : { bench: { ...bench, fetch: { ...bench.fetch, hosts: [...bench.fetch.hosts, host] } } };
  return readOneSource(source, { ...rest, ...withHost, ...(credentialsFor ? { credentialsFor } : {}) });
}

/** Puts every object into one namespace, where the tool does. */
function moveInto(namespace: string | undefined, read: SourceRead): SourceRead {
  if (namespace === undefined || read.type === 'failed') return read;
  const move = (object: DesiredObject): DesiredObject => moveObject(object, namespace);
  const { objects, hooks } = read.declares;
  return { ...read, declares: { ...read.declares, objects: objects.map(move), hooks: hooks.map(move) } };
}

function joinDiscovered({ discoveries = [] }: DiscoveringCheck, { followed, given, unread }: DiscoveredStates): ReadDesired {
  const { discovered, reads, cut } = followed;
  const id = discoveries[0]?.id ?? 'discover';
  const followedIds = new Set(discoveries.flatMap(({ source }) => source ?? []));
  const found = [...reads.values()];
  const plain = given.filter(({ source }) => !followedIds.has(source.id));
  const looked = given.filter(({ source }) => followedIds.has(source.id)).map((read) => keepToolObjects(read, found));
  const all = [...plain, ...looked, ...found];
  // Where not one could be opened, that is data too: what was found is named.
  const opened = all.some(({ type }) => type === 'read') ? joinSources(all) : { ...joinSources([]), ...nameFailed(all) };
  const nothing: UncheckedFile[] =
    discovered.sources.length > 0 || discovered.problems.length > 0 || unread.length > 0
      ? []
      : [{ type: 'file', source: id, file: '.', reason: 'empty-source', message: describeNothing(discoveries.map(({ from }) => from)) }];
  const gaps = [
    ...describeGaps(discovered, id),
    ...unread,
    ...nothing,
    ...cut.map((message): UncheckedFile => ({ type: 'file', source: id, file: '.', reason: 'not-rendered', message })),
  ];
  const { desired } = opened;
  const namespaces = buildNamespaces(discovered.sources, desired.objects);
  return {
    ...opened,
    desired: { ...desired, objects: [...desired.objects, ...namespaces], unchecked: [...desired.unchecked, ...gaps] },
    ignore: collectRules(reads),
    advice: adviseOnDiscovery(discovered),
  };
}

/** Of a source that is followed only what tools are told is compared, and not again where a found source declares it. */
function keepToolObjects(read: SourceRead, found: readonly SourceRead[]): SourceRead {
  if (read.type === 'failed') return read;
  const declared = new Set(found.flatMap((other) => (other.type === 'read' ? other.declares.objects.map(keyOfDeclared) : [])));
  const isKept = (object: DesiredObject): boolean => object.group !== '' && isToolObject(object) && !declared.has(keyOfDeclared(object));
  return { ...read, declares: { ...read.declares, objects: read.declares.objects.filter(isKept), hooks: [], setAside: [] } };
}

function keyOfDeclared({ group, kind, namespace, defaultNamespace, name }: DesiredObject): string {
  return refKey({ group, kind, namespace: namespace ?? defaultNamespace, name });
}

function nameFailed(reads: readonly SourceRead[]): ReadDesired {
  const unchecked = reads.flatMap((read) => (read.type === 'read' ? [] : [describeFailed(read)]));
  return {
    desired: { revisions: [], objects: [], hooks: [], unchecked, setAside: [] },
    sources: {
      readText: async () => undefined,
      collect: async () => undefined,
      openChart: async () => undefined,
      declareWith: async () => undefined,
      readHistory: async () => [],
      blame: async () => [],
    },
  };
}

function collectRules(reads: ReadonlyMap<DiscoveredSource, SourceRead>): readonly IgnoreRule[] {
  return [...reads]
    .flatMap(([{ tool, ignore }, read]) => {
      if (read.type === 'failed') return [];
      const { objects } = read.declares;
      return [...ignore.map((rule) => resolveIndexes(rule, objects)), ...(tool === 'flux' ? objects.flatMap(readFluxAnnotations) : [])];
    })
    .sort((a, b) => compareText(a.at, b.at));
}

function describeNothing(tools: readonly string[]): string {
  return `${tools.join(', ')} is told to deliver nothing to this cluster: no source was found`;
}
