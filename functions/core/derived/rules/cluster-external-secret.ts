import { asJsonObject, asString, isJsonList } from '../../json.ts';
import type { Derivation, DerivedName } from '../derivation.ts';
import { deriveTarget } from './external-secret.ts';

/**
 * external-secrets:apis/externalsecrets/v1/clusterexternalsecret_types.go. It makes an ExternalSecret in each namespace that it names or selects,
 * and that makes the Secret. Which namespaces its selectors choose, git does not tell.
 */
export const clusterExternalSecret: Derivation = {
  name: 'made-of-a-cluster-external-secret',
  reason: 'The External Secrets operator makes it of a ClusterExternalSecret that git declares.',
  group: 'external-secrets.io',
  kind: 'ClusterExternalSecret',
  derive: (body, ref) => {
    const spec = asJsonObject(body['spec']);
    const name = asString(spec['externalSecretName']) ?? ref.name;
    const named = isJsonList(spec['namespaces']) ? spec['namespaces'].flatMap((namespace) => asString(namespace) ?? []) : [];
    const makes = (namespace: string, presence: DerivedName['presence']): readonly DerivedName[] => [
      { group: 'external-secrets.io', kind: 'ExternalSecret', namespace, name, presence },
      ...deriveTarget(asJsonObject(spec['externalSecretSpec']), name, namespace, presence),
    ];
    const selects = spec['namespaceSelector'] !== undefined || spec['namespaceSelectors'] !== undefined;
    return [...named.flatMap((namespace) => makes(namespace, 'expected')), ...(selects ? makes('*', 'on-demand') : [])];
  },
};
