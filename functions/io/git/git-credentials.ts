/** What a git host asks for. A token alone is the password; hosts differ in the user name they want beside it. */
export interface GitCredentials {
  readonly username?: string;
  readonly password: string;
}

/** A remote without its credentials, and the credentials that stood in its URL or were given. */
export interface GitRemote {
  readonly url: string;
  readonly credentials: GitCredentials | undefined;
}

/** Takes credentials out of a URL, so that they reach neither messages nor files; those that are given win. */
export function parseRemote(url: string, given: GitCredentials | undefined): GitRemote {
  const parsed = new URL(url);
  const password = decodeURIComponent(parsed.password || parsed.username);
  const username = parsed.password === '' ? '' : decodeURIComponent(parsed.username);
  parsed.username = '';
  parsed.password = '';
  const written = password === '' ? undefined : { password, ...(username === '' ? {} : { username }) };
  return { url: parsed.toString().replace(/\/+$/, ''), credentials: given ?? written };
}

/** The user name to send: the one given, else what the host expects beside an access token. */
export function chooseUsername(credentials: GitCredentials, host: string): string {
  return credentials.username ?? (host === 'bitbucket.org' ? 'x-token-auth' : 'x-access-token');
}

/** A URL fit for messages: without user, password and query. Text that is no URL is returned as it is, unless it may hold a password. */
export function redactUrl(url: string): string {
  if (!URL.canParse(url)) return url.replace(/\/\/[^/@]*@/, '//');
  const parsed = new URL(url);
  if (!/^https?:$/.test(parsed.protocol)) return url.replace(/\/\/[^/@]*@/, '//');
  return `${parsed.protocol}//${parsed.host}${parsed.pathname.replace(/\/+$/, '')}`;
}
