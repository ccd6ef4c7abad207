import { asJsonObject, isJsonList } from '../../json.ts';
import { type Derivation, deriveSecret } from '../derivation.ts';

/** secrets-store-csi-driver:apis/v1/secretproviderclass_types.go: the Secrets are made while a Pod mounts the class, and go with the last of them. */
export const secretProviderClass: Derivation = {
  name: 'made-of-a-secret-provider-class',
  reason: 'The Secrets Store CSI driver makes it of a SecretProviderClass that git declares, while a Pod mounts it.',
  group: 'secrets-store.csi.x-k8s.io',
  kind: 'SecretProviderClass',
  derive: (body, { namespace }) => {
    const objects = asJsonObject(body['spec'])['secretObjects'];
    if (!isJsonList(objects)) return [];
    return objects.flatMap((object) => deriveSecret(asJsonObject(object)['secretName'], namespace ?? '*', 'on-demand'));
  },
};
