import type { SetBy } from '../../difference.ts';
import { controllerOwnerOf } from '../../kube-object.ts';
import { ownsField, readOwnerEntries } from '../../owners/field-owners.ts';
import type { UnmanagedCandidate, UnmanagedRule } from '../unmanaged-rule.ts';
import { isPowerful } from '../well-known.ts';

/**
 * k8s.io/apimachinery:pkg/apis/meta/v1/controller_ref.go. The reference is only text that anyone may write, so one that a person or kubectl wrote
 * proves nothing: a Job of `kubectl create job --from` has it too. Where the object gives power over the cluster, only a known controller proves it.
 */
export const ownedByController: UnmanagedRule = {
  name: 'owned-by-controller',
  reason: 'Another object owns it as its controller, and makes and removes it.',
  isMachineMade: (candidate) => controllerOwnerOf(candidate.object) !== undefined && isReferenceOfController(candidate),
};

const REFERENCES = [{ field: 'metadata' }, { field: 'ownerReferences' }];

function isReferenceOfController({ ref, object, writers }: UnmanagedCandidate): boolean {
  const classify = ({ manager, operation, subresource }: Omit<SetBy, 'class'>): SetBy['class'] =>
    writers.find((writer) => writer.manager === manager && writer.operation === operation && writer.subresource === subresource)?.class ??
    'unrecognized';
  const authors = readOwnerEntries(object, classify)
    .filter((entry) => ownsField(entry, REFERENCES))
    .map(({ setBy }) => setBy);
  if (isPowerful(ref)) return authors.length > 0 && authors.every((author) => author.class === 'controller');
  return authors.every((author) => author.class !== 'person' && !author.manager.startsWith('kubectl'));
}
