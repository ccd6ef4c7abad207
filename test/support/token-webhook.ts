import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createAuthority, issueCertificate } from './certificates.ts';

/** An access entry: whose tokens are accepted, and in which groups the holder is. */
export interface AccessEntry {
  /** `arn:aws:iam::111122223333:role/plumbline-reader`. */
  readonly role: string;
  readonly groups: readonly string[];
}

/** What the authenticator of EKS does for one cluster: it sends the presigned URL of a token to STS and believes the answer. */
export interface TokenWebhook {
  /** For `--authentication-token-webhook-config-file`. */
  readonly configFile: string;
  readonly flags: readonly string[];
  /** Names of the users that were let in, one for each token that was looked at. */
  readonly accepted: readonly string[];
  /** Why others were not. */
  readonly refused: readonly string[];
  /** From here on refuses tokens of these access keys, as after a session was revoked. */
  readonly revoke: (accessKeyId: string) => void;
  /** Access keys of the tokens that came, in order. */
  readonly keys: readonly string[];
  readonly stop: () => Promise<void>;
}

export interface TokenWebhookOptions {
  readonly cluster: string;
  /** Where STS answers in place of the host in the URL. */
  readonly stsEndpoint: string;
  readonly entries: readonly AccessEntry[];
}

/** As aws-iam-authenticator has it: nothing else may stand in the URL. */
const PARAMETERS = /^(Action|Version|X-Amz-(Algorithm|Credential|Date|Expires|Security-Token|Signature|SignedHeaders)|x-k8s-aws-id)$/;
const LIFETIME = 15 * 60_000;

/** Starts it on the loopback interface, over TLS. */
export async function startTokenWebhook(options: TokenWebhookOptions): Promise<TokenWebhook> {
  const authority = createAuthority();
  const { cert, key } = issueCertificate(authority, { name: 'token-webhook', hosts: ['127.0.0.1'] });
  const [accepted, refused, keys, revoked]: [string[], string[], string[], Set<string>] = [[], [], [], new Set()];
  const judge = async (token: string): Promise<object> => {
    try {
      const url = readUrl(token);
      const accessKeyId = url.searchParams.get('X-Amz-Credential')?.split('/')[0] ?? '';
      keys.push(accessKeyId);
      if (revoked.has(accessKeyId)) throw new Error('the session was revoked');
      const arn = await askSts(url, options);
      const user = findUser(arn, options.entries);
      accepted.push(user.username);
      return { authenticated: true, user };
    } catch (error) {
      refused.push(String(error));
      return { authenticated: false };
    }
  };
  const server = createServer({ cert, key }, async (incoming, outgoing) => {
    const review = JSON.parse(await text(incoming)) as { readonly spec: { readonly token: string } };
    const status = await judge(review.spec.token);
    outgoing.setHeader('content-type', 'application/json');
    outgoing.end(JSON.stringify({ apiVersion: 'authentication.k8s.io/v1', kind: 'TokenReview', status }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const directory = mkdtempSync(join(tmpdir(), 'plumbline-webhook-'));
  const configFile = join(directory, 'webhook.kubeconfig');
  writeFileSync(configFile, writeConfig(`https://127.0.0.1:${(server.address() as AddressInfo).port}/authenticate`, authority.cert));
  return {
    configFile,
    // What the webhook refused is asked again; an accepted token the API server itself remembers for ten seconds.
    flags: [
      `--authentication-token-webhook-config-file=${configFile}`,
      '--authentication-token-webhook-version=v1',
      '--authentication-token-webhook-cache-ttl=0s',
    ],
    accepted,
    refused,
    keys,
    revoke: (accessKeyId) => void revoked.add(accessKeyId),
    async stop() {
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** The URL in a token, where the authenticator of EKS would send it at all. */
function readUrl(token: string): URL {
  const [, encoded] = /^k8s-aws-v1\.([\w-]+)$/.exec(token) ?? [];
  if (encoded === undefined) throw new Error('not a token of EKS');
  const url = new URL(Buffer.from(encoded, 'base64url').toString());
  const query = url.searchParams;
  const refuse = (isWrong: boolean, why: string): void => {
    if (isWrong) throw new Error(why);
  };
  refuse(url.protocol !== 'https:' || url.pathname !== '/', 'not an address of STS');
  refuse(!/^sts\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/.test(url.host), `not a regional endpoint of STS: ${url.host}`);
  refuse(query.get('Action') !== 'GetCallerIdentity', 'not GetCallerIdentity');
  refuse(![...query.keys()].every((name) => PARAMETERS.test(name)), 'a parameter that does not belong there');
  refuse(!query.get('X-Amz-SignedHeaders')?.split(';').includes('x-k8s-aws-id'), 'the cluster is not under the signature');
  const signed = Date.parse((query.get('X-Amz-Date') ?? '').replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\dZ)$/, '$1-$2-$3:$4:$5'));
  refuse(!(Math.abs(Date.now() - signed) < LIFETIME), 'signed more than 15 minutes ago, or in the future');
  return url;
}

/** Sends the URL with the name of this cluster, which stands under its signature, and returns who STS says has signed it. */
function askSts(url: URL, { cluster, stsEndpoint }: TokenWebhookOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { host: url.host, 'x-k8s-aws-id': cluster };
    const sent = request(new URL(`${url.pathname}${url.search}`, stsEndpoint), { headers }, async (response) => {
      const body = await text(response);
      const arn = /<Arn>([^<]+)<\/Arn>|"Arn":\s*"([^"]+)"/
        .exec(body)
        ?.slice(1)
        .find((found) => found !== undefined);
      if (arn === undefined) reject(new Error(`STS answers ${response.statusCode}: ${body.slice(0, 300)}`));
      else resolve(arn);
    });
    sent.on('error', reject);
    sent.end();
  });
}

/** A session `arn:aws:sts::111122223333:assumed-role/reader/session` is let in by the entry of its role. */
function findUser(arn: string, entries: readonly AccessEntry[]): { username: string; uid: string; groups: readonly string[] } {
  const [, account, role] = /^arn:aws:sts::(\d{12}):assumed-role\/([^/]+)\//.exec(arn) ?? [];
  const entry = entries.find((candidate) => candidate.role === `arn:aws:iam::${account}:role/${role}`);
  if (entry === undefined) throw new Error(`no access entry for ${arn}`);
  return { username: arn, uid: entry.role, groups: entry.groups };
}

function writeConfig(server: string, authority: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'webhook',
    clusters: [{ name: 'webhook', cluster: { server, 'certificate-authority-data': Buffer.from(authority).toString('base64') } }],
    users: [{ name: 'api-server', user: {} }],
    contexts: [{ name: 'webhook', context: { cluster: 'webhook', user: 'api-server' } }],
  });
}
