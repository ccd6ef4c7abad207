import { asString } from '../../json.ts';
import { type KubeObject, labelsOf, metadataOf } from '../../kube-object.ts';
import type { ToolObject } from '../tool-object.ts';
import type { ReleaseRecord } from './release.ts';

/** The type of the Secrets, and no API group: nobody can declare such an object, it is found in the cluster or not at all. */
export const RELEASES = 'helm.sh/release.v1';

/** Every revision but those that another replaced. */
export const RELEASE_SELECTOR = 'owner=helm,status!=superseded';

/**
 * The releases behind the Secrets or ConfigMaps that Helm keeps, by their metadata alone: of each the newest revision. What does not look like one
 * of Helm's records is none.
 */
export function collectReleases(records: readonly KubeObject[], storage: ReleaseRecord['storage']): readonly ToolObject[] {
  const newest = new Map<string, ReleaseRecord>();
  for (const record of records.flatMap((body) => readRecord(body, storage) ?? [])) {
    const key = `${record.namespace}/${record.name}`;
    if (record.revision > (newest.get(key)?.revision ?? 0)) newest.set(key, record);
  }
  // One that was uninstalled, with its history kept, delivers nothing.
  return [...newest.values()].filter(({ status }) => status !== 'uninstalled').map(toToolObject);
}

/** The record that an object made of one stands for. */
export function recordOf({ name, namespace, body }: ToolObject): ReleaseRecord {
  return {
    storage: body['storage'] === 'ConfigMap' ? 'ConfigMap' : 'Secret',
    object: asString(body['object']) ?? '',
    namespace,
    name,
    revision: Number(body['revision']),
    status: asString(body['status']) ?? '',
  };
}

function toToolObject({ namespace, name, ...rest }: ReleaseRecord): ToolObject {
  return { group: RELEASES, kind: 'Release', namespace, name, body: { ...rest }, whence: { type: 'cluster' } };
}

function readRecord(body: KubeObject, storage: ReleaseRecord['storage']): ReleaseRecord | undefined {
  const { name: object, namespace } = metadataOf(body);
  const labels = labelsOf(body);
  const [owner, name, version, status] = ['owner', 'name', 'version', 'status'].map((key) => asString(labels[key]));
  if (typeof object !== 'string' || typeof namespace !== 'string' || owner !== 'helm' || status === undefined) return undefined;
  if (name === undefined || version === undefined || !/^[1-9]\d{0,8}$/.test(version)) return undefined;
  if (object !== `sh.helm.release.v1.${name}.v${version}`) return undefined;
  return { storage, object, namespace, name, revision: Number(version), status };
}
