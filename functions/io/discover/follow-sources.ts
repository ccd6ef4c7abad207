import type { Discovered, DiscoveredSource } from '../../core/discover/discovered-source.ts';
import { expandObjects, isToolObject } from '../../core/discover/expand-objects.ts';
import { type Fact, Facts, type Need } from '../../core/discover/facts.ts';
import { isNested, KnownObjects } from '../../core/discover/known-objects.ts';
import type { RepositoryRule } from '../../core/discover/repository-rules.ts';
import { type DeliveryTool, readDeclared, type ToolObject } from '../../core/discover/tool-object.ts';
import type { SourceRead } from '../desired/desired.ts';
import { forEachConcurrently } from '../kube/for-each-concurrently.ts';

const READ_AT_ONCE = 4;
/** Applications of Applications of Applications: nobody nests deeper, except by a mistake. */
const DEEPEST = 12;
const MOST_SOURCES = 2_000;

export interface FollowOptions {
  readonly tools: readonly DeliveryTool[];
  readonly repositories: readonly RepositoryRule[];
  readonly destinations: readonly string[];
  /** Objects of the cluster. */
  readonly live: readonly ToolObject[];
  /** Sources that were given, whose objects are followed. */
  readonly given: readonly SourceRead[];
  readonly readSource: (source: DiscoveredSource) => Promise<SourceRead>;
  readonly lookUp: (need: Need) => Promise<Fact>;
  readonly onProgress?: (message: string) => void;
}

/** Every source that was found, each read where nothing speaks against it. */
export interface FollowedSources {
  readonly discovered: Discovered;
  readonly reads: ReadonlyMap<DiscoveredSource, SourceRead>;
  /** What ended the following before its end, a sentence each: there may be more. */
  readonly cut: readonly string[];
}

/**
 * Follows delivery from its roots: sources are read, what they declare tells further sources, and so on until nothing new comes. Objects of the
 * cluster that say they are delivered themselves come last, and only where nothing declared them.
 */
export async function followSources(options: FollowOptions): Promise<FollowedSources> {
  const { live, given } = options;
  const known = new KnownObjects();
  const facts = new Facts();
  const reads = new Map<string, SourceRead>();
  const cut: string[] = [];
  known.addDeclared(given.flatMap(listDeclared));
  known.addLive(live.filter((object) => !isNested(object)));
  for (let depth = 0; ; depth++) {
    const discovered = await expandFully(known, facts, options);
    const current = discovered.sources.filter(({ problems }) => problems.length === 0);
    const unread = current.filter(({ source }) => !reads.has(keyOfRead(source)));
    if (unread.length === 0) {
      const ids = new Set([...given.map(({ source }) => source.id), ...current.map(({ source }) => source.id)]);
      if (known.keepDeclaredBy(ids) || known.addLive(live)) continue;
      return { discovered, reads: collectReads(current, reads), cut };
    }
    const room = MOST_SOURCES - reads.size;
    if (depth >= DEEPEST || unread.length > room) {
      cut.push(
        depth >= DEEPEST
          ? `sources that are declared ${DEEPEST} deep are not followed further: ${unread
              .map(({ source }) => source.id)
              .slice(0, 5)
              .join(', ')}`
          : `more than ${MOST_SOURCES} sources are not followed`,
      );
      return { discovered, reads: collectReads(current, reads), cut };
    }
    options.onProgress?.(`reading ${unread.length} ${unread.length === 1 ? 'source' : 'sources'} that delivery tools name`);
    await forEachConcurrently(unread, READ_AT_ONCE, async (source) => {
      reads.set(keyOfRead(source.source), await options.readSource(source));
    });
    known.addDeclared(unread.flatMap(({ source }) => listDeclared(reads.get(keyOfRead(source)))));
  }
}

/** Looks up whatever the objects need until they tell all they can. */
async function expandFully(known: KnownObjects, facts: Facts, options: FollowOptions): Promise<Discovered> {
  for (;;) {
    const discovered = expandObjects(known.list(), options.tools, {
      facts,
      repositories: options.repositories,
      destinations: options.destinations,
      find: (group, kind, namespace, name) => known.find(group, kind, namespace, name),
      list: (group, kind) => known.list(group, kind),
    });
    const needs = facts.unmet();
    if (needs.length === 0) return discovered;
    await forEachConcurrently(needs, READ_AT_ONCE, async (need) => facts.add(need, await options.lookUp(need)));
  }
}

function keyOfRead(source: DiscoveredSource['source']): string {
  return JSON.stringify(source, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
}

function listDeclared(read: SourceRead | undefined): readonly ToolObject[] {
  return read?.type === 'read' ? read.declares.objects.filter(isToolObject).map(readDeclared) : [];
}

function collectReads(
  sources: readonly DiscoveredSource[],
  reads: ReadonlyMap<string, SourceRead>,
): ReadonlyMap<DiscoveredSource, SourceRead> {
  return new Map(
    sources.flatMap((source) => {
      const read = reads.get(keyOfRead(source.source));
      return read === undefined ? [] : [[source, read] as const];
    }),
  );
}
