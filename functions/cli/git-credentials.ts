import type { Check, SourceRef } from '../core/check.ts';
import { PlumblineError } from '../core/errors.ts';
import type { GitCredentials } from '../io/git/git-credentials.ts';
import type { Environment } from './environment.ts';

/**
 * Which sources are shown the credentials of the environment: those on the host of the sources that are named or, where none is, of `repositories`. One
 * token is for one host: with several, any of them could ask for it, so that is refused. Throws PlumblineError `usage`.
 */
export function chooseGitCredentials(
  { sources, repositories = [] }: Pick<Check, 'sources' | 'repositories'>,
  { gitToken, gitUsername }: Pick<Environment, 'gitToken' | 'gitUsername'>,
): (source: Pick<SourceRef, 'url'>) => GitCredentials | undefined {
  if (gitToken === undefined) return () => undefined;
  const named = listHosts(sources);
  const hosts = named.size > 0 ? named : listHosts(repositories);
  if (hosts.size > 1) {
    throw new PlumblineError('usage', `PLUMBLINE_GIT_TOKEN would be shown to several hosts: ${[...hosts].sort().join(', ')}`, {
      advice: 'Check the sources of one host at a time, or clone the others and name their local paths.',
    });
  }
  const credentials = { password: gitToken, ...(gitUsername === undefined ? {} : { username: gitUsername }) };
  return ({ url }) => (URL.canParse(url) && hosts.has(new URL(url).host) ? credentials : undefined);
}

function listHosts(places: readonly { readonly url: string }[]): ReadonlySet<string> {
  return new Set(places.flatMap(({ url }) => (/^https?:/i.test(url) && URL.canParse(url) ? [new URL(url).host] : [])));
}
