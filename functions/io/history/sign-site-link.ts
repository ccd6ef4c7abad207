import { readFile } from 'node:fs/promises';
import { getSignedCookies } from '@aws-sdk/cloudfront-signer';
import { messageOf, PlumblineError } from '../../core/errors.ts';

/** Who signs, and until when (RFC 3339) it holds. `privateKey`: PEM. */
export interface SiteLink {
  readonly domain: string;
  readonly keyId: string;
  readonly privateKey: string;
  readonly until: string;
}

/** A link that lets its reader in to the whole site until then: CloudFront puts what was signed into cookies, and verifies them with each request. */
export function signSiteLink({ domain, keyId, privateKey, until }: SiteLink): string {
  const condition = { DateLessThan: { 'AWS:EpochTime': Math.floor(Date.parse(until) / 1000) } };
  const policy = JSON.stringify({ Statement: [{ Resource: `https://${domain}/*`, Condition: condition }] });
  try {
    const cookies = getSignedCookies({ keyPairId: keyId, privateKey, policy });
    const query = new URLSearchParams({
      p: cookies['CloudFront-Policy'] ?? '',
      s: cookies['CloudFront-Signature'],
      k: cookies['CloudFront-Key-Pair-Id'],
    });
    return `https://${domain}/enter?${query}`;
  } catch (error) {
    throw new PlumblineError('usage', `the signing key cannot be used: ${codeOf(error)}`, {
      advice: 'It is the private half, in PEM and without a passphrase, of a key that pages.publicKeys names.',
    });
  }
}

/** The private key in this file. Throws PlumblineError where it cannot be read. */
export async function readSigningKey(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new PlumblineError('usage', `--signing-key ${file} cannot be read: ${messageOf(error)}`);
  }
}

/** What OpenSSL says of a key has no part of it in it. */
function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : messageOf(error);
}
