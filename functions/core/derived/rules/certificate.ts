import { asJsonObject } from '../../json.ts';
import { type Derivation, deriveSecret } from '../derivation.ts';

/** cert-manager:pkg/apis/certmanager/v1/types_certificate.go: the key and the signed certificate lie in `spec.secretName`, without an owner unless asked for. */
export const certificate: Derivation = {
  name: 'made-of-a-certificate',
  reason: 'cert-manager keeps the key of a Certificate that git declares here.',
  group: 'cert-manager.io',
  kind: 'Certificate',
  derive: (body, { namespace }) => deriveSecret(asJsonObject(body['spec'])['secretName'], namespace ?? '*', 'expected'),
};
