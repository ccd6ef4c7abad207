import { basename, resolve } from 'node:path';
import type { Check, ClusterRef, SourceRef } from '../core/check.ts';
import type { Config } from '../core/config.ts';
import type { DiscoveryRef } from '../core/discover/discovery-ref.ts';
import type { RepositoryRule } from '../core/discover/repository-rules.ts';
import { DELIVERY_TOOLS, type DeliveryTool } from '../core/discover/tool-object.ts';
import { PlumblineError } from '../core/errors.ts';
import { resolveDiscoveries, resolveSources } from '../core/resolve-sources.ts';
import { type Arguments, usageError } from './parse-arguments.ts';
import { planRendering } from './plan-rendering.ts';

/** What the configuration says of any check. */
export type CheckSettings = Pick<Config, 'scope' | 'repositories' | 'sources'>;

/** The check that the arguments describe. Throws PlumblineError where they hold a credential or no source. */
export function planCheck(args: Arguments, cluster: ClusterRef, config: CheckSettings): Check {
  const { scope, repositories } = config;
  const urls = args.texts('source');
  const tools = readTools(args);
  if (urls.length === 0 && tools.length === 0 && config.sources.length > 0) return planConfigured(args, cluster, config);
  if (urls.length === 0 && tools.length === 0) {
    throw usageError('check', '--source is missing: a path or an https URL of a git repository, or --from with the tool that knows them');
  }
  const ids = nameSources(urls);
  const sources = urls.map((url, i): SourceRef => {
    refuseCredential(url);
    return {
      id: ids[i] ?? url,
      url: isRemote(url) ? url : resolve(url),
      revision: args.text('revision') ?? 'HEAD',
      path: args.text('path') ?? '',
      defaultNamespace: args.text('namespace-default') ?? 'default',
      worktree: args.has('worktree'),
      ...planRendering(args),
    };
  });
  const discoveries = tools.flatMap((from): DiscoveryRef[] => {
    const common = { from, destinations: args.texts('destination') };
    // No repository tells of releases that Helm keeps in the cluster.
    if (sources.length === 0 || from === 'helm') return [{ id: from, ...common }];
    return sources.map(({ id }) => ({ id, source: id, ...common }));
  });
  return {
    id: cluster.name,
    cluster: nameEnvironment(cluster, args),
    sources,
    ...(discoveries.length === 0 ? {} : { discoveries, repositories: listRules(repositories) }),
    scope: args.has('no-unmanaged') ? { ...scope, unmanaged: false } : scope,
  };
}

/** Without a source in the arguments, those of the configuration declare the cluster. */
function planConfigured(args: Arguments, cluster: ClusterRef, { sources, repositories, scope }: CheckSettings): Check {
  const known = new Map(sources.map((source) => [source.id, source]));
  const resolved = resolveSources(undefined, known, { cluster: cluster.name, region: '{region}' });
  const discoveries = resolveDiscoveries(undefined, known);
  return {
    id: cluster.name,
    cluster: nameEnvironment(cluster, args),
    sources: resolved.map(({ secret: _secret, ...source }) => ({ ...source, worktree: false })),
    ...(discoveries.length === 0 ? {} : { discoveries, repositories: listRules(repositories) }),
    scope: args.has('no-unmanaged') ? { ...scope, unmanaged: false } : scope,
  };
}

function nameEnvironment(cluster: ClusterRef, args: Arguments): ClusterRef {
  const environment = args.text('environment');
  return environment === undefined ? cluster : { ...cluster, environment };
}

function readTools(args: Arguments): readonly DeliveryTool[] {
  return DELIVERY_TOOLS.filter((tool) => args.texts('from').includes(tool));
}

/** On a terminal the environment has the token, so the secrets stay out. */
function listRules(repositories: Config['repositories']): readonly RepositoryRule[] {
  return repositories.map(({ url, insteadOf }) => ({ url, insteadOf }));
}

function isRemote(url: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(url) || /^[^/@:\s]+@[^/@:\s]+:/.test(url);
}

/** A command line is seen by every user of the machine, and kept by shells. */
function refuseCredential(url: string): void {
  if (!URL.canParse(url)) return;
  const { username, password } = new URL(url);
  if (username === '' && password === '') return;
  throw new PlumblineError('usage', 'the URL of --source holds a credential', {
    advice:
      'Take it out, and set PLUMBLINE_GIT_TOKEN (and PLUMBLINE_GIT_USERNAME where the host wants one). A command line is no place for it.',
  });
}

/** Short names for the report: the last part of each path or URL, numbered where two are the same. */
function nameSources(urls: readonly string[]): string[] {
  const taken = new Map<string, number>();
  return urls.map((url) => {
    const place = isRemote(url) ? url.replace(/[?#].*$/, '') : resolve(url);
    const name = basename(place.replace(/\/+$/, '')).replace(/\.git$/, '') || 'source';
    const count = (taken.get(name) ?? 0) + 1;
    taken.set(name, count);
    return count === 1 ? name : `${name}-${count}`;
  });
}
