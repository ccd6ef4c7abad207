import { constants, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { PUBLIC_KEY_FILE, SIGNATURE_FILE } from '../../core/evidence/evidence-file.ts';
import type { EvidenceProblem } from '../../core/evidence/judge-files.ts';
import type { Signing, SigningAlgorithm } from '../../core/evidence/manifest.ts';

/** `trusted`: the operator's own copy of the key, where one was named. */
export interface SignatureInput {
  readonly signing: Signing;
  readonly manifest: Uint8Array;
  readonly signature: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly trusted?: KeyObject;
}

/** Verifies without asking anybody. None of the problems: the key that is in the bundle signed the manifest, and it is the trusted one. */
export function verifySignature({ signing, manifest, signature, publicKey, trusted }: SignatureInput): readonly EvidenceProblem[] {
  const own = readPublicKey(publicKey);
  if (own === undefined) return [{ part: PUBLIC_KEY_FILE, message: 'it is no public key' }];
  if (own.asymmetricKeyType !== KEY_TYPES[signing.algorithm])
    return [{ part: PUBLIC_KEY_FILE, message: `it is no key for ${signing.algorithm}` }];
  if (trusted !== undefined && !own.equals(trusted))
    return [{ part: PUBLIC_KEY_FILE, message: `it is another than the trusted key: ${signing.key} is not who signed` }];
  const padding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO };
  const key = { key: trusted ?? own, ...(signing.algorithm === 'RSASSA_PSS_SHA_256' ? padding : {}) };
  if (isValid(manifest, key, signature)) return [];
  return [{ part: SIGNATURE_FILE, message: `it is not the signature of ${signing.key} over manifest.json` }];
}

/** A public key in PEM, of a certificate as well; undefined where it is none. */
export function readPublicKey(content: Uint8Array): KeyObject | undefined {
  try {
    return createPublicKey(Buffer.from(content));
  } catch {
    return undefined;
  }
}

const KEY_TYPES: Readonly<Record<SigningAlgorithm, string>> = { ECDSA_SHA_256: 'ec', RSASSA_PSS_SHA_256: 'rsa' };

function isValid(message: Uint8Array, key: Parameters<typeof verify>[2], signature: Uint8Array): boolean {
  try {
    return verify('sha256', message, key, signature);
  } catch {
    return false;
  }
}
