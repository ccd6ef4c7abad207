import type { ForgeApi } from './provenance-request.ts';

/** Where a forge is asked about the commits of one repository. */
export interface RepositoryApi {
  readonly type: ForgeApi['type'];
  /** Without a slash at its end. */
  readonly api: string;
  /** `owner/name`, with every group above it. */
  readonly project: string;
}

const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

/** The API for a repository, by the host of its URL where the operator names none. Undefined for one that is on no known forge. */
export function findForgeApi(url: string, forge: ForgeApi | undefined): RepositoryApi | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, hostname, origin, pathname } = new URL(url);
  const type = forge?.type ?? (/github/.test(hostname) ? 'github' : /gitlab/.test(hostname) ? 'gitlab' : undefined);
  const isSafe = protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));
  const project = pathname.replace(/^\/+|\/+$/g, '').replace(/\.git$/, '');
  if (type === undefined || !isSafe || project === '') return undefined;
  return { type, api: (forge?.api ?? usualApi(type, hostname, origin)).replace(/\/+$/, ''), project };
}

function usualApi(type: ForgeApi['type'], hostname: string, origin: string): string {
  switch (type) {
    case 'github':
      return hostname === 'github.com' ? 'https://api.github.com' : `${origin}/api/v3`;
    case 'gitlab':
      return `${origin}/api/v4`;
  }
}

/** The request that asks for the pull requests of a commit. */
export function buildPullRequestQuery(
  { type, api, project }: RepositoryApi,
  commit: string,
  token: string | undefined,
): { readonly url: string; readonly headers: Readonly<Record<string, string>> } {
  switch (type) {
    case 'github':
      return {
        url: `${api}/repos/${project.split('/').map(encodeURIComponent).join('/')}/commits/${encodeURIComponent(commit)}/pulls?per_page=100`,
        headers: {
          accept: 'application/vnd.github+json',
          'x-github-api-version': '2022-11-28',
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
      };
    case 'gitlab':
      return {
        url: `${api}/projects/${encodeURIComponent(project)}/repository/commits/${encodeURIComponent(commit)}/merge_requests?per_page=100`,
        headers: token === undefined ? {} : { 'private-token': token },
      };
  }
}
