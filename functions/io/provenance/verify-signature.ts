import type { SignedObject } from '../../core/provenance/parse-signed-object.ts';
import type { Signature } from '../../core/provenance/provenance.ts';
import type { SignatureVerifier, Signed, Trust } from './signature-verifier.ts';
import { openpgpVerifier } from './verify-openpgp.ts';
import { sshVerifier } from './verify-ssh.ts';
import { x509Verifier } from './verify-x509.ts';

/** Every kind of signature that git makes. */
export const VERIFIERS: readonly SignatureVerifier[] = [sshVerifier, openpgpVerifier, x509Verifier];

/** Judges the signature of a commit or tag. Never throws. */
export async function verifySignature(
  { payload, signatures }: SignedObject,
  maker: Pick<Signed, 'at' | 'email'>,
  trust: Trust,
): Promise<Signature> {
  const [armored, ...others] = signatures;
  if (armored === undefined) return { result: 'missing', reason: 'it is not signed' };
  if (others.length > 0) return { result: 'unsupported', reason: 'it carries several signatures, which git never writes' };
  const verifier = VERIFIERS.find(({ begins }) => armored.startsWith(begins));
  if (verifier === undefined) return { result: 'unsupported', reason: 'its signature is of a kind that is not known' };
  return verifier.verify({ payload, armored, ...maker }, trust);
}
