import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { messageOf, PlumblineError } from '../../core/errors.ts';
import { asJsonObject, asString, isJsonList } from '../../core/json.ts';
import { createAuthProvider } from './auth-provider.ts';
import type { CredentialSettings } from './credential-settings.ts';
import { doubtCredentials } from './doubt-credentials.ts';
import { readData } from './entry-data.ts';
import { runExecPlugin } from './exec-credential.ts';
import type { KubeconfigEntry } from './kubeconfig.ts';
import type { SelectedContext } from './select-context.ts';

/** Who the requests come from, as read at one moment. `expires`: milliseconds since 1970 after which it must be read again. */
export interface Credentials {
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly cert: Buffer | undefined;
  readonly key: Buffer | undefined;
  readonly expires: number;
  /** Why a server might refuse these, one sentence without the credential itself. */
  readonly doubt: string;
}

/** A token file may be replaced at any time (a projected ServiceAccount token is, every hour); clients look again after a minute. */
const FILE_FRESHNESS = 60_000;

/** A function that reads the credentials of a kubeconfig user each time it is called. */
export function createCredentialReader({ user, cluster }: SelectedContext, settings: CredentialSettings): () => Promise<Credentials> {
  const readToken = user === undefined ? async (): Promise<Token> => ({}) : chooseTokenSource(user, cluster, settings);
  return async () => {
    const token = await readToken();
    const cert = token.certificate === undefined ? await readData(user, 'client-certificate') : Buffer.from(token.certificate);
    const key = token.key === undefined ? await readData(user, 'client-key') : Buffer.from(token.key);
    if (/[^\x21-\x7e]/.test(token.token ?? '')) {
      throw new PlumblineError('kubeconfig', `the token of user "${user?.name}" holds spaces or line breaks, which no token does`);
    }
    const authorization = token.authorization ?? (token.token === undefined ? undefined : `Bearer ${token.token}`);
    return {
      headers: { ...(authorization === undefined ? {} : { authorization }), ...impersonationOf(user) },
      cert,
      key,
      expires: token.expires ?? Number.POSITIVE_INFINITY,
      doubt: doubtCredentials(user, token.token, cert),
    };
  };
}

interface Token {
  readonly token?: string;
  readonly authorization?: string;
  readonly certificate?: string;
  readonly key?: string;
  readonly expires?: number;
}

function chooseTokenSource(user: KubeconfigEntry, cluster: KubeconfigEntry, settings: CredentialSettings): () => Promise<Token> {
  const { body } = user;
  const file = asString(body['tokenFile']) ?? asString(body['token-file']);
  const token = asString(body['token']);
  const name = asString(body['username']);
  if (body['exec'] !== undefined && body['exec'] !== null) return () => runExecPlugin(user, cluster, settings);
  if (file !== undefined) return () => readTokenFile(resolve(user.directory, file));
  if (token !== undefined) return async () => ({ token: token.trim() });
  if (name !== undefined) {
    const basic = Buffer.from(`${name}:${asString(body['password']) ?? ''}`).toString('base64');
    return async () => ({ authorization: `Basic ${basic}` });
  }
  if (body['auth-provider'] !== undefined && body['auth-provider'] !== null) return createAuthProvider(user);
  return async () => ({});
}

async function readTokenFile(path: string): Promise<Token> {
  try {
    return { token: (await readFile(path, 'utf8')).trim(), expires: Date.now() + FILE_FRESHNESS };
  } catch (error) {
    throw new PlumblineError('kubeconfig', `the token file ${path} cannot be read: ${messageOf(error)}`);
  }
}

function impersonationOf(user: KubeconfigEntry | undefined): Record<string, string | readonly string[]> {
  const headers: Record<string, string | readonly string[]> = {};
  const name = asString(user?.body['as']);
  if (name === undefined || name === '') return headers;
  headers['Impersonate-User'] = name;
  const uid = asString(user?.body['as-uid']);
  if (uid !== undefined) headers['Impersonate-Uid'] = uid;
  const groups = user?.body['as-groups'];
  if (isJsonList(groups)) headers['Impersonate-Group'] = groups.map(String);
  for (const [key, values] of Object.entries(asJsonObject(user?.body['as-user-extra']))) {
    if (isJsonList(values)) headers[`Impersonate-Extra-${encodeURIComponent(key)}`] = values.map(String);
  }
  return headers;
}
