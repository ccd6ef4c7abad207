import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { AwsCredentials } from './aws-clients.ts';

/** What EKS lets a token live, counted from its signing, whatever the URL in it says. */
export const TOKEN_LIFETIME = 15 * 60_000;

export interface TokenRequest {
  readonly cluster: string;
  readonly region: string;
  /** The regional endpoint of STS, as `sts.eu-west-1.amazonaws.com`. */
  readonly stsHost: string;
  readonly credentials: AwsCredentials;
  readonly now: Date;
}

/** As botocore writes them, so that a token is the same byte for byte. */
const ORDER = ['Action', 'Version', 'Algorithm', 'Credential', 'Date', 'Expires', 'SignedHeaders', 'Security-Token', 'Signature'];

/** The token of `aws eks get-token`: a presigned GetCallerIdentity that names the cluster, for EKS to send. Nothing is sent here. */
export async function signToken({ cluster, region, stsHost, credentials, now }: TokenRequest): Promise<string> {
  const signer = new SignatureV4({ service: 'sts', region, credentials, sha256: Sha256 });
  const request = {
    method: 'GET',
    protocol: 'https:',
    hostname: stsHost,
    path: '/',
    query: { Action: 'GetCallerIdentity', Version: '2011-06-15' },
    headers: { host: stsHost, 'x-k8s-aws-id': cluster },
  };
  const unhoistableHeaders = new Set(['x-k8s-aws-id']);
  const { query = {} } = await signer.presign(request, { expiresIn: 60, signingDate: now, unhoistableHeaders });
  const pairs = Object.entries(query).sort(([a], [b]) => placeOf(a) - placeOf(b));
  const text = pairs.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join('&');
  return `k8s-aws-v1.${Buffer.from(`https://${stsHost}/?${text}`).toString('base64url')}`;
}

function placeOf(parameter: string): number {
  return ORDER.indexOf(parameter.replace(/^X-Amz-/, ''));
}
