import { createHash, type KeyObject, verify } from 'node:crypto';
import { messageOf } from '../../core/errors.ts';
import type { Signature } from '../../core/provenance/provenance.ts';
import { type CmsSignature, readCms } from '../../core/provenance/read-cms.ts';
import { findChain } from './find-chain.ts';
import { type Certificate, readCertificate } from './read-certificate.ts';
import type { Signed, Trust } from './signature-verifier.ts';

const format = 'x509';

/** More than a chain has; each is compared with each. */
const MOST_CERTIFICATES = 16;
const SHORTEST_RSA = 2048;

/** Judges an X.509 signature as gpgsm does. Never throws. */
export function judgeX509(signed: Signed, { signers, now }: Trust): Signature {
  const read = readSignature(signed.armored);
  if (typeof read === 'string') return { result: 'bad', format, reason: `its X.509 signature cannot be read: ${read}` };
  const { cms, certificates } = read;
  const trusted = readAuthorities(signers.x509);
  const leaf = [...certificates, ...trusted].find((certificate) => isSigner(certificate, cms));
  if (leaf === undefined)
    return { result: 'unsupported', format, reason: 'the certificate that signed it neither came with the signature nor is trusted' };
  const signer = chooseName(leaf, signed.email);
  const known = { format, fingerprint: leaf.x509.fingerprint256.replaceAll(':', ''), ...(signer ? { signer } : {}) } as const;
  const holds = isIntact(cms, signed.payload, leaf.publicKey);
  if (holds === undefined)
    return { ...known, result: 'unsupported', reason: 'its X.509 signature is made in a way that is too weak or not known' };
  if (!holds) return { ...known, result: 'bad', reason: 'the signature is not of this commit: one of the two was changed' };
  const problem = judgeCertificate(leaf, certificates, trusted, Date.parse(now));
  if (problem !== undefined) return { ...known, ...problem };
  if (signer === undefined) return { ...known, result: 'unknown-signer', reason: 'its certificate names neither a mail address nor a URI' };
  return { ...known, result: 'good', reason: 'its certificate is of a trusted authority' };
}

/** What is wrong with the certificate, worst first; undefined where nothing is. */
function judgeCertificate(
  leaf: Certificate,
  others: readonly Certificate[],
  trusted: readonly Certificate[],
  now: number,
): Pick<Signature, 'result' | 'reason'> | undefined {
  if (leaf.isSigstore)
    return {
      result: 'unsupported',
      reason:
        'its certificate is of sigstore and lived for minutes: only the transparency log tells that it was used in time, and that is not verified',
    };
  if (trusted.length === 0) return { result: 'unknown-signer', reason: 'it has an X.509 signature, and no authority is trusted' };
  const chain = findChain(leaf, others, trusted);
  if (chain === undefined) return { result: 'unknown-signer', reason: 'its certificate leads to no authority that is trusted' };
  if (chain.some(({ isConstrained }) => isConstrained))
    return { result: 'unsupported', reason: 'its certificates have conditions that are not understood' };
  if (!leaf.maySign || !chain.every(({ isForPeople }) => isForPeople))
    return { result: 'unsupported', reason: 'its certificate is for something else than signing mail or code' };
  const ended = chain.find(({ x509 }) => x509.validToDate.getTime() <= now);
  if (ended) return { result: 'expired', reason: `its certificate, or one above it, was good until ${formatDay(ended.x509.validToDate)}` };
  const early = chain.find(({ x509 }) => x509.validFromDate.getTime() > now);
  if (early)
    return { result: 'unsupported', reason: `its certificate, or one above it, is good from ${formatDay(early.x509.validFromDate)} only` };
  return undefined;
}

function readSignature(armored: string): { readonly cms: CmsSignature; readonly certificates: readonly Certificate[] } | string {
  try {
    const cms = readCms(armored);
    if (cms.certificates.length > MOST_CERTIFICATES) return `it brings ${cms.certificates.length} certificates`;
    return { cms, certificates: cms.certificates.map(readCertificate) };
  } catch (error) {
    // Node's words quote what it read.
    return error instanceof Error && 'code' in error ? 'a certificate in it is damaged' : messageOf(error);
  }
}

/** What cannot be read trusts nobody; the configuration was checked before. */
function readAuthorities(text = ''): readonly Certificate[] {
  return (text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).flatMap((pem) => {
    try {
      return [readCertificate(pem)];
    } catch {
      return [];
    }
  });
}

function isSigner({ issuer, serial, keyId }: Certificate, { signer }: CmsSignature): boolean {
  if ('keyId' in signer) return signer.keyId.length > 0 && keyId?.equals(signer.keyId) === true;
  return issuer.equals(signer.issuer) && serial.equals(signer.serial);
}

/** The mail address of whoever committed it, where the certificate has it; else its first name. */
function chooseName({ emails, uris }: Certificate, email: string | undefined): string | undefined {
  const names = [...emails, ...uris];
  return names.find((name) => name === email) ?? names[0];
}

/** Undefined where the signature is of a kind that is not verified, or too weak. */
function isIntact(
  { digest, attributes, messageDigest, algorithm, value }: CmsSignature,
  payload: Buffer,
  key: KeyObject,
): boolean | undefined {
  if (digest === undefined) return undefined;
  const signedBy = ALGORITHMS[algorithm];
  if (signedBy === undefined || signedBy.key !== key.asymmetricKeyType) return undefined;
  if (signedBy.key === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) < SHORTEST_RSA) return undefined;
  if (!createHash(digest).update(payload).digest().equals(messageDigest)) return false;
  try {
    return verify(signedBy.key === 'ed25519' ? null : (signedBy.digest ?? digest), attributes, key, value);
  } catch {
    return false;
  }
}

const ALGORITHMS: Readonly<Record<string, { readonly key: 'rsa' | 'ec' | 'ed25519'; readonly digest?: string }>> = {
  '1.2.840.113549.1.1.1': { key: 'rsa' },
  '1.2.840.113549.1.1.11': { key: 'rsa', digest: 'sha256' },
  '1.2.840.113549.1.1.12': { key: 'rsa', digest: 'sha384' },
  '1.2.840.113549.1.1.13': { key: 'rsa', digest: 'sha512' },
  '1.2.840.10045.4.3.2': { key: 'ec', digest: 'sha256' },
  '1.2.840.10045.4.3.3': { key: 'ec', digest: 'sha384' },
  '1.2.840.10045.4.3.4': { key: 'ec', digest: 'sha512' },
  '1.3.101.112': { key: 'ed25519' },
};

function formatDay(date: Date): string {
  return date.toISOString().slice(0, 10);
}
