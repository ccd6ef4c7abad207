import { asJsonObject, isJsonObject, type Json, type JsonObject } from '../../json.ts';
import { joinApiVersion, type ObjectRef } from '../../kube-object.ts';
import type { OpenDeparture } from '../open-departure.ts';
import { dropFilledIn } from './lean-value.ts';
import { writeFields } from './write-value.ts';

/** What only the server or kubectl writes. */
const SERVERS = [
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'managedFields',
  'selfLink',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'ownerReferences',
];
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * The manifest that declares an object of the cluster: what its writers said, without status, defaults and what controllers wrote. Undefined where a
 * comparison of the two would still find something.
 */
export function buildManifest(
  ref: ObjectRef,
  version: string,
  live: JsonObject,
  compare: OpenDeparture['compare'],
): JsonObject | undefined {
  const { status: _status, metadata, ...rest } = live;
  const kept = Object.fromEntries(Object.entries(asJsonObject(metadata)).filter(([key]) => !SERVERS.includes(key)));
  const annotations = Object.fromEntries(Object.entries(asJsonObject(kept['annotations'])).filter(([key]) => key !== LAST_APPLIED));
  const identity = { name: ref.name, ...(ref.namespace === null ? {} : { namespace: ref.namespace }) };
  const whole: JsonObject = {
    ...rest,
    apiVersion: joinApiVersion(ref.group, version),
    kind: ref.kind,
    metadata: { ...identity, ...kept, ...(Object.keys(annotations).length === 0 ? {} : { annotations }) },
  };
  if (Object.keys(annotations).length === 0) delete (whole['metadata'] as Record<string, Json>)['annotations'];
  const bare: JsonObject = { apiVersion: joinApiVersion(ref.group, version), kind: ref.kind, metadata: identity };
  const { leaves } = compare(bare, live);
  for (const candidate of [dropFilledIn(whole, [], leaves), whole]) {
    if (isJsonObject(candidate) && compare(candidate, live).findings.length === 0) return order(candidate);
  }
  return undefined;
}

function order({ apiVersion, kind, metadata, spec, ...rest }: JsonObject): JsonObject {
  return { apiVersion: apiVersion ?? '', kind: kind ?? '', metadata: metadata ?? {}, ...rest, ...(spec === undefined ? {} : { spec }) };
}

/** The manifest as a file. */
export function writeManifest(manifest: JsonObject): string {
  return `${writeFields(manifest, 0, { lineBreak: '\n', dashIndent: 2 })}\n`;
}

/** A file name for it that no other object of the folder would have. */
export function nameFile({ kind, name }: ObjectRef): string {
  return `${[kind, name]
    .join('-')
    .toLowerCase()
    .replace(/[^a-z0-9.-]+/g, '-')}.yaml`;
}
