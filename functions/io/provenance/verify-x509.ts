import type { SignatureVerifier } from './signature-verifier.ts';

/** X.509 signatures (smimesign, gitsign). Named and not verified: a certificate of gitsign lives for minutes, and only the transparency log tells that it was used in time. */
export const x509Verifier: SignatureVerifier = {
  format: 'x509',
  begins: '-----BEGIN SIGNED MESSAGE-----',
  verify: async () => ({ result: 'unsupported', format: 'x509', reason: 'it was signed with an X.509 certificate, which is not verified' }),
};
