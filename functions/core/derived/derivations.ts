import type { Derivation } from './derivation.ts';
import { certificate } from './rules/certificate.ts';
import { clusterExternalSecret } from './rules/cluster-external-secret.ts';
import { externalSecret } from './rules/external-secret.ts';
import { clusterIssuer, issuer } from './rules/issuer.ts';
import { sealedSecret } from './rules/sealed-secret.ts';
import { secretProviderClass } from './rules/secret-provider-class.ts';

/** Every kind whose declared objects have controllers make others. */
export const DERIVATIONS: readonly Derivation[] = [
  sealedSecret,
  externalSecret,
  clusterExternalSecret,
  secretProviderClass,
  certificate,
  issuer,
  clusterIssuer,
];
