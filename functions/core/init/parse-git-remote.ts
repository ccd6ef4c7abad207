/** Hosts that speak SSH under another name than https. */
const SSH_HOSTS: Readonly<Record<string, string>> = {
  'ssh.github.com': 'github.com',
  'altssh.gitlab.com': 'gitlab.com',
  'altssh.bitbucket.org': 'bitbucket.org',
};
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/**
 * The https URL of a git remote, without any credential: that of `git@host:org/repo` too. Undefined where nothing tells it: a local path, plain
 * http, or a host that only an SSH configuration knows.
 */
export function parseGitRemote(remote: string): string | undefined {
  const scp = /^(?:[^/@:\s]+@)?([^/@:\s]+):(?!\/\/)\/*(.+)$/.exec(remote);
  if (scp !== null && !remote.includes('://')) return buildHttps(scp[1] ?? '', scp[2] ?? '');
  if (!URL.canParse(remote)) return undefined;
  const { protocol, hostname, host, pathname } = new URL(remote);
  switch (protocol) {
    case 'https:':
      return `https://${host}${clean(pathname)}`;
    case 'http:':
      return LOOPBACK.test(hostname) ? `http://${host}${clean(pathname)}` : undefined;
    case 'ssh:':
    case 'git+ssh:':
    case 'git:':
      // Its port is not that of https.
      return buildHttps(hostname, pathname);
    default:
      return undefined;
  }
}

/** The word that a repository is called by: the last part of its URL, as `sources[].id` takes it. */
export function nameRepository(url: string): string {
  const last = url.split('/').findLast((part) => part !== '') ?? '';
  const word = last.replace(/\.git$/, '').replace(/[^A-Za-z0-9._-]+/g, '-');
  return word.replace(/^[^A-Za-z0-9]+/, '').slice(0, 80) || 'source';
}

function buildHttps(host: string, path: string): string | undefined {
  // A name without a dot is an alias of somebody's SSH configuration.
  if (!host.includes('.')) return undefined;
  const azure = host === 'ssh.dev.azure.com' ? /^\/?v3\/([^/]+)\/([^/]+)\/([^/]+)$/.exec(path) : null;
  if (azure) return `https://dev.azure.com/${azure[1]}/${azure[2]}/_git/${azure[3]}`;
  const url = `https://${SSH_HOSTS[host] ?? host}${clean(`/${path}`)}`;
  return URL.canParse(url) ? new URL(url).href : undefined;
}

function clean(path: string): string {
  return path.replace(/\/{2,}/g, '/').replace(/\/+$/, '');
}
