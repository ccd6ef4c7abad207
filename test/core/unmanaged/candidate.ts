import type { SetBy } from '../../../functions/core/difference.ts';
import type { JsonObject } from '../../../functions/core/json.ts';
import { annotationsOf, labelsOf } from '../../../functions/core/kube-object.ts';
import { createClassifier } from '../../../functions/core/owners/classify-manager.ts';
import { readOwnerEntries } from '../../../functions/core/owners/field-owners.ts';
import type { UnmanagedCandidate } from '../../../functions/core/unmanaged/unmanaged-rule.ts';

const classify = createClassifier({ controllers: [] });

export interface ObjectSketch {
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  /** `manager`, `manager Apply` or `manager Update status`; none: the server tracks nobody. */
  readonly by?: readonly string[];
  readonly owner?: { readonly kind: string; readonly controller: boolean };
  readonly resourceVersion?: string;
}

/**
 * An object as a metadata list gives it: `Kind.group namespace/name`, the group left out for core kinds, the namespace for cluster-scoped ones.
 * Whoever comes first in `by` owns labels, annotations and owner references.
 */
export function sketch(
  title: string,
  { labels = {}, annotations = {}, by = [], owner, resourceVersion = '184467' }: ObjectSketch = {},
): UnmanagedCandidate {
  const [kindName = '', place = ''] = title.split(' ');
  const [kind = '', ...group] = kindName.split('.');
  const slash = place.indexOf('/');
  const namespace = slash < 0 ? null : place.slice(0, slash);
  const name = place.slice(slash + 1);
  const ownerReferences = owner ? [{ ...owner, apiVersion: 'v1', name: 'owner', uid: 'u-1' }] : [];
  const object: JsonObject = {
    metadata: {
      name,
      resourceVersion,
      ...(namespace === null ? {} : { namespace }),
      labels,
      annotations,
      ownerReferences,
      managedFields: by.map((writer, i) => readWriter(writer, i === 0)),
    },
  };
  const writers = readOwnerEntries(object, (entry) => classify(entry).class).map(({ setBy }): SetBy => setBy);
  return {
    ref: { group: group.join('.'), kind, namespace, name },
    object,
    labels: labelsOf(object),
    annotations: annotationsOf(object),
    writers,
  };
}

function readWriter(writer: string, isFirst: boolean): JsonObject {
  const [, manager = '', operation = 'Update', subresource] = /^(.*?)(?: (Apply|Update)(?: (\w+))?)?$/.exec(writer) ?? [];
  const metadata = { 'f:metadata': { 'f:labels': {}, 'f:annotations': {}, 'f:ownerReferences': { '.': {}, 'k:{"uid":"u-1"}': {} } } };
  return {
    manager,
    operation,
    time: '2026-11-01T08:00:00Z',
    fieldsV1: isFirst ? { ...metadata, 'f:spec': {} } : subresource ? { 'f:status': {} } : { 'f:spec': {} },
    ...(subresource ? { subresource } : {}),
  };
}
