import type { SignatureVerifier } from './signature-verifier.ts';

/**
 * X.509 signatures (gpgsm, smimesign) against the operator's authorities. As gpgsm judges them: a certificate that has expired by now vouches no longer.
 * What reads them is loaded when the first one is met.
 */
export const x509Verifier: SignatureVerifier = {
  format: 'x509',
  begins: '-----BEGIN SIGNED MESSAGE-----',
  verify: async (signed, trust) => (await import('./judge-x509.ts')).judgeX509(signed, trust),
};
