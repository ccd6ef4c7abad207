import { asJsonObject, asString, type JsonObject } from '../../json.ts';
import { splitApiVersion } from '../../kube-object.ts';
import { type Derivation, type DerivedName, deriveSecret } from '../derivation.ts';

/** external-secrets:apis/externalsecrets/v1/externalsecret_types.go. */
export const externalSecret: Derivation = {
  name: 'made-of-an-external-secret',
  reason: 'The External Secrets operator makes it of an ExternalSecret that git declares.',
  group: 'external-secrets.io',
  kind: 'ExternalSecret',
  derive: (body, { name, namespace }) => deriveTarget(asJsonObject(body['spec']), name, namespace ?? '*', 'expected'),
};

/** What one ExternalSecret makes. Under `Merge` and `None` it makes nothing: somebody else has to. */
export function deriveTarget(spec: JsonObject, name: string, namespace: string, presence: DerivedName['presence']): readonly DerivedName[] {
  const target = asJsonObject(spec['target']);
  const policy = asString(target['creationPolicy']) ?? 'Owner';
  if (policy === 'Merge' || policy === 'None') return [];
  const made = asString(target['name']) ?? name;
  const manifest = asJsonObject(target['manifest']);
  const kind = asString(manifest['kind']);
  if (kind === undefined) return deriveSecret(made, namespace, presence);
  const { group } = splitApiVersion(asString(manifest['apiVersion']) ?? '');
  return [{ group, kind, namespace, name: made, presence }];
}
