import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { messageOf, PlumblineError } from '../../core/errors.ts';
import { asJsonObject, asString, isJsonList, parseJson } from '../../core/json.ts';
import { createAuthProvider } from './auth-provider.ts';
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

export interface CredentialSettings {
  /** A person sits at the terminal: exec plugins may ask. */
  readonly interactive: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
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

/** What `<field>-data` (base64) or `<field>` (a path) of an entry holds. */
export async function readData(entry: KubeconfigEntry | undefined, field: string): Promise<Buffer | undefined> {
  if (entry === undefined) return undefined;
  const data = asString(entry.body[`${field}-data`]);
  if (data !== undefined && data !== '') return Buffer.from(data, 'base64');
  const path = asString(entry.body[field]);
  if (path === undefined || path === '') return undefined;
  try {
    return await readFile(resolve(entry.directory, path));
  } catch (error) {
    throw new PlumblineError('kubeconfig', `"${field}" of "${entry.name}" cannot be read: ${messageOf(error)}`);
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

function doubtCredentials(user: KubeconfigEntry | undefined, token: string | undefined, cert: Buffer | undefined): string {
  if (user === undefined) return 'the context names no user, so the request was anonymous';
  const of = `of user "${user.name}"`;
  if (token !== undefined) return doubtPeriod(`the token ${of}`, readTokenPeriod(token));
  if (cert !== undefined) return doubtPeriod(`the client certificate ${of}`, readCertificatePeriod(cert));
  return `check the credentials ${of}; log in again where they come from`;
}

interface Period {
  readonly from?: number;
  readonly until?: number;
}

function doubtPeriod(what: string, { from, until }: Period): string {
  const clock = `(this machine's clock says ${new Date().toISOString()})`;
  if (until !== undefined && until < Date.now())
    return `${what} expired on ${new Date(until).toISOString()} ${clock}: log in again, or fetch a new one`;
  if (from !== undefined && from > Date.now())
    return `${what} is valid only from ${new Date(from).toISOString()} ${clock}: a clock may be off`;
  return `${what} may be revoked, or belong to another cluster: log in again, or fetch a new one`;
}

function readTokenPeriod(token: string): Period {
  try {
    const claims = asJsonObject(parseJson(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')));
    const [from, until] = [claims['nbf'], claims['exp']].map((value) => (typeof value === 'number' ? value * 1000 : undefined));
    return { ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) };
  } catch {
    return {};
  }
}

function readCertificatePeriod(cert: Buffer): Period {
  try {
    const { validFrom, validTo } = new X509Certificate(cert);
    return { from: Date.parse(validFrom), until: Date.parse(validTo) };
  } catch {
    return {};
  }
}
