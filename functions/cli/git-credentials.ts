import type { SourceRef } from '../core/check.ts';
import { PlumblineError } from '../core/errors.ts';
import type { GitCredentials } from '../io/git/git-credentials.ts';
import type { Environment } from './environment.ts';

/**
 * The credentials of the environment for the sources of a check. One token is for one host: with sources on several, any of them could ask for it,
 * so that is refused. Throws PlumblineError `usage`.
 */
export function chooseGitCredentials(
  sources: readonly SourceRef[],
  { gitToken, gitUsername }: Pick<Environment, 'gitToken' | 'gitUsername'>,
): GitCredentials | undefined {
  if (gitToken === undefined) return undefined;
  const hosts = new Set(sources.flatMap(({ url }) => (URL.canParse(url) ? [new URL(url).host] : [])));
  if (hosts.size > 1) {
    throw new PlumblineError('usage', `PLUMBLINE_GIT_TOKEN would be shown to several hosts: ${[...hosts].sort().join(', ')}`, {
      advice: 'Check the sources of one host at a time, or clone the others and name their local paths.',
    });
  }
  return { password: gitToken, ...(gitUsername === undefined ? {} : { username: gitUsername }) };
}
