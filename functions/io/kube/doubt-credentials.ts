import { X509Certificate } from 'node:crypto';
import { asJsonObject, parseJson } from '../../core/json.ts';
import type { KubeconfigEntry } from './kubeconfig.ts';

/** Why a server may refuse these credentials, one sentence: what they say of their own time, never what they are. */
export function doubtCredentials(user: KubeconfigEntry | undefined, token: string | undefined, cert: Buffer | undefined): string {
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
