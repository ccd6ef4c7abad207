import type { Check } from './check.ts';
import type { CheckItem } from './check-item.ts';

/** A check of the fleet as it is run: the names of secrets stay behind. */
export function describeCheck({ id, cluster, environment, sources, scope, discoveries = [], repositories = [] }: CheckItem): Check {
  const server = `arn:aws:eks:${cluster.region}:${cluster.account ?? ''}:cluster/${cluster.name}`;
  return {
    id,
    cluster: { name: id, server, ...(environment === undefined ? {} : { environment }) },
    sources: sources.map(({ secret: _secret, ...source }) => ({ ...source, worktree: false })),
    ...(discoveries.length === 0 ? {} : { discoveries, repositories: repositories.map(({ secret: _secret, ...rule }) => rule) }),
    scope,
  };
}
