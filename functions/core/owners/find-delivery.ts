import type { SetBy } from '../difference.ts';
import { asJsonObject, type JsonObject } from '../json.ts';
import { annotationsOf, type KubeObject, labelsOf } from '../kube-object.ts';
import { countLeaves, countOwnedLeaves } from './count-owned.ts';
import { DELIVERY_MARKS } from './delivery-marks.ts';
import type { OwnerEntry } from './field-owners.ts';
import { LAST_APPLIED } from './last-applied.ts';

/** A manager that the operator named as the one that delivers git's state. */
export interface ConfiguredDelivery {
  readonly manager: string;
  readonly operation?: 'Apply' | 'Update' | undefined;
}

/**
 * The entries of the managers that put git's state there: what the operator configured, else what the object's own marks prove, else the manager
 * that owns more than half of what git declares. Never a person. Empty where nothing qualifies.
 */
export function findDelivery(
  entries: readonly OwnerEntry[],
  live: KubeObject,
  declared: KubeObject,
  configured: readonly ConfiguredDelivery[],
): readonly OwnerEntry[] {
  const byConfiguration = entries.filter(({ setBy }) => configured.some((delivery) => matchesDelivery(setBy, delivery)));
  if (byConfiguration.length > 0) return byConfiguration;
  const byMark = findMarked(entries, live);
  if (byMark.length > 0) return byMark;
  const byAnnotation = findLastAppliers(entries);
  return byAnnotation.length > 0 ? byAnnotation : findMajority(entries, declared);
}

function matchesDelivery(setBy: SetBy, delivery: ConfiguredDelivery): boolean {
  return delivery.manager === setBy.manager && (delivery.operation === undefined || delivery.operation === setBy.operation);
}

function findMarked(entries: readonly OwnerEntry[], live: KubeObject): readonly OwnerEntry[] {
  const metadata = { labels: labelsOf(live), annotations: annotationsOf(live) };
  for (const mark of DELIVERY_MARKS) {
    if (!mark.isMarked(metadata)) continue;
    const marked = entries.filter(
      ({ setBy }) =>
        setBy.class !== 'person' &&
        mark.managers.some((name) => (typeof name === 'string' ? name === setBy.manager : name.test(setBy.manager))),
    );
    if (marked.length > 0) return marked;
  }
  return [];
}

/** Whoever writes the last-applied annotation applies manifests; kubectl's own bookkeeping name stands for its server-side apply. */
function findLastAppliers(entries: readonly OwnerEntry[]): readonly OwnerEntry[] {
  const names = new Set(
    entries.filter((entry) => ownsLastApplied(entry.tree) && entry.setBy.class !== 'person').map((entry) => entry.setBy.manager),
  );
  if (names.has('kubectl-last-applied')) names.add('kubectl');
  return entries.filter(({ setBy }) => names.has(setBy.manager) && setBy.class !== 'person' && setBy.class !== 'unknown-author');
}

function ownsLastApplied(tree: JsonObject): boolean {
  return asJsonObject(asJsonObject(tree['f:metadata'])['f:annotations'])[`f:${LAST_APPLIED}`] !== undefined;
}

function findMajority(entries: readonly OwnerEntry[], declared: KubeObject): readonly OwnerEntry[] {
  const { apiVersion: _v, kind: _k, status: _s, metadata, ...rest } = declared;
  const { name: _n, namespace: _ns, ...ownMetadata } = asJsonObject(metadata);
  const tracked = { ...rest, metadata: ownMetadata };
  const total = countLeaves(tracked);
  const candidates = entries.filter(
    ({ setBy }) => setBy.class !== 'person' && setBy.class !== 'unknown-author' && setBy.subresource !== 'status',
  );
  const owned = new Map<string, number>();
  for (const { setBy, tree } of candidates) {
    const key = `${setBy.operation} ${setBy.manager}`;
    owned.set(key, (owned.get(key) ?? 0) + countOwnedLeaves(tree, tracked));
  }
  const best = [...owned].sort((a, b) => b[1] - a[1])[0];
  if (best === undefined || best[1] * 2 <= total) return [];
  return candidates.filter(({ setBy }) => `${setBy.operation} ${setBy.manager}` === best[0]);
}
