import { asJsonObject, type JsonObject } from '../../json.ts';
import type { KubeObject } from '../../kube-object.ts';
import { type Derivation, type DerivedName, deriveSecret } from '../derivation.ts';

/** cert-manager:pkg/issuer/acme/setup.go: the key of the ACME account, made when the issuer first registers. */
export const issuer: Derivation = {
  name: 'made-of-an-issuer',
  reason: 'cert-manager keeps the account key of an Issuer that git declares here.',
  group: 'cert-manager.io',
  kind: 'Issuer',
  derive: (body, { namespace }) => deriveAccountKey(body, namespace ?? '*'),
};

/** Of a ClusterIssuer it lies in the namespace that cert-manager was told, `cert-manager` unless said otherwise. */
export const clusterIssuer: Derivation = {
  name: 'made-of-a-cluster-issuer',
  reason: 'cert-manager keeps the account key of a ClusterIssuer that git declares here.',
  group: 'cert-manager.io',
  kind: 'ClusterIssuer',
  derive: (body) => deriveAccountKey(body, '*'),
};

function deriveAccountKey(body: KubeObject, namespace: string): readonly DerivedName[] {
  const acme: JsonObject = asJsonObject(asJsonObject(body['spec'])['acme']);
  return deriveSecret(asJsonObject(acme['privateKeySecretRef'])['name'], namespace, 'on-demand');
}
