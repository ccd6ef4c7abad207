/** Where a forge shows a commit, a pull (merge) request, or a line of a file at a commit; undefined for a host whose addresses are not known. */
export interface ForgeLinks {
  readonly commit: (commit: string) => string;
  /** What `after` has that `before` has not. */
  readonly compare: (before: string, after: string) => string;
  readonly pullRequest: (number: number) => string;
  readonly file: (commit: string, file: string, line?: number) => string;
}

/** How forges spell addresses, by what their host names hold. Self-hosted ones are called like that too, usually. */
const FORGES: readonly {
  readonly host: RegExp;
  readonly commit: (root: string, commit: string) => string;
  readonly compare: (root: string, before: string, after: string) => string;
  /** Follows the root. */
  readonly pullRequest: string;
  readonly file: (root: string, commit: string, file: string, line: number | undefined) => string;
}[] = [
  {
    host: /github/,
    commit: (root, commit) => `${root}/commit/${commit}`,
    compare: (root, before, after) => `${root}/compare/${before}...${after}`,
    pullRequest: '/pull/',
    file: (root, commit, file, line) => `${root}/blob/${commit}/${file}${line === undefined ? '' : `#L${line}`}`,
  },
  {
    host: /gitlab/,
    commit: (root, commit) => `${root}/-/commit/${commit}`,
    compare: (root, before, after) => `${root}/-/compare/${before}...${after}`,
    pullRequest: '/-/merge_requests/',
    file: (root, commit, file, line) => `${root}/-/blob/${commit}/${file}${line === undefined ? '' : `#L${line}`}`,
  },
  {
    host: /bitbucket\.org/,
    commit: (root, commit) => `${root}/commits/${commit}`,
    compare: (root, before, after) => `${root}/branches/compare/${after}..${before}`,
    pullRequest: '/pull-requests/',
    file: (root, commit, file, line) => `${root}/src/${commit}/${file}${line === undefined ? '' : `#lines-${line}`}`,
  },
];

/** The addresses of a repository's pages, from the URL it is cloned from. Nothing of a credential in it is kept. */
export function findForgeLinks(url: string): ForgeLinks | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, host, pathname } = new URL(url);
  const forge = FORGES.find((known) => known.host.test(host.toLowerCase()));
  if (forge === undefined || protocol !== 'https:') return undefined;
  const root = `https://${host}${pathname.replace(/\/+$/, '').replace(/\.git$/, '')}`;
  const spell = (path: string): string => path.split('/').map(encodeURIComponent).join('/');
  return {
    commit: (commit) => forge.commit(root, encodeURIComponent(commit)),
    compare: (before, after) => forge.compare(root, encodeURIComponent(before), encodeURIComponent(after)),
    pullRequest: (number) => `${root}${forge.pullRequest}${number}`,
    file: (commit, file, line) => forge.file(root, encodeURIComponent(commit), spell(file), line),
  };
}
