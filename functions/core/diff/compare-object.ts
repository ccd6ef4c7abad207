import { isJsonObject } from '../json.ts';
import type { DefaultNode } from '../kinds/default-values.ts';
import type { Spot } from '../kinds/kind-profile.ts';
import type { KubeObject, ObjectRef } from '../kube-object.ts';
import { createResolver, findKindSchema, type GroupVersionSchema } from '../schema/field-schema.ts';
import { compareObjects } from './compare-value.ts';
import { createCursor } from './field-cursor.ts';
import type { Findings, ObjectComparison } from './object-comparison.ts';
import { createObjectOwners, type ObjectOwners, type OwnerSettings } from './object-owners.ts';

/** What is known of one kind at one version while its objects are compared. */
export interface KindKnowledge {
  /** undefined where the cluster's document could not be read. */
  readonly schema: GroupVersionSchema | undefined;
  readonly defaults: DefaultNode | undefined;
  readonly defaultsKnown: 'complete' | 'partial';
}

export interface ComparisonSettings extends OwnerSettings {
  readonly findSpot: (
    ref: ObjectRef,
    path: Parameters<ObjectComparison['findSpot']>[0],
    live: Parameters<ObjectComparison['findSpot']>[1],
    object: KubeObject,
  ) => Spot | undefined;
}

/** Never compared: identity, what the server alone writes, and what others report about the object. */
const ROOT_SKIP: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata', 'status']);
const METADATA_SKIP: ReadonlySet<string> = new Set([
  'name',
  'namespace',
  'generateName',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'managedFields',
  'selfLink',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
]);

/**
 * Compares one object with what git declares for it and tells `findings` every departure, each exactly once; returns who wrote what, for what the caller asks further. Both sides are in the same version;
 * Secrets are masked before they come here.
 */
export function compareObject(
  ref: ObjectRef,
  desired: KubeObject,
  live: KubeObject,
  kind: KindKnowledge,
  settings: ComparisonSettings,
  findings: Findings,
): ObjectOwners {
  const cursor = createCursor(createResolver(kind.schema));
  const root = findKindSchema(kind.schema, ref.kind);
  const rootSchema = createResolver(kind.schema)(root);
  const c: ObjectComparison = {
    ref,
    desired,
    live,
    cursor,
    owners: createObjectOwners(live, desired, settings),
    hasSchema: rootSchema !== undefined,
    defaultsKnown: kind.defaultsKnown,
    findSpot: (path, value) => settings.findSpot(ref, path, value, live),
    findings,
  };
  const place = { schema: rootSchema, defaults: kind.defaults, schemaDefault: undefined, dropsZero: false, isEntry: false };
  compareObjects(c, place, desired, live, ROOT_SKIP);
  const desiredMetadata = desired['metadata'];
  const liveMetadata = live['metadata'];
  cursor.enter({ field: 'metadata' }, rootSchema?.fields?.['metadata'], kind.defaults?.children.get('metadata'), (metadata) => {
    const git = isJsonObject(desiredMetadata) ? desiredMetadata : {};
    if (isJsonObject(liveMetadata)) compareObjects(c, metadata, git, liveMetadata, METADATA_SKIP);
  });
  return c.owners;
}
