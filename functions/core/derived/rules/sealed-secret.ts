import { type Derivation, deriveSecret } from '../derivation.ts';

/** sealed-secrets:pkg/apis/sealedsecrets/v1alpha1/sealedsecret_expansion.go: the Secret has the name and namespace of the SealedSecret, whatever its template says. */
export const sealedSecret: Derivation = {
  name: 'made-of-a-sealed-secret',
  reason: 'The sealed-secrets controller makes it of a SealedSecret that git declares.',
  group: 'bitnami.com',
  kind: 'SealedSecret',
  derive: (_body, { name, namespace }) => deriveSecret(name, namespace ?? '*', 'expected'),
};
