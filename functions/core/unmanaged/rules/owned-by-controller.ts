import type { SetBy } from '../../difference.ts';
import { controllerOwnerOf } from '../../kube-object.ts';
import { ownsField, readOwnerEntries } from '../../owners/field-owners.ts';
import type { UnmanagedCandidate, UnmanagedRule } from '../unmanaged-rule.ts';

/**
 * k8s.io/apimachinery:pkg/apis/meta/v1/controller_ref.go. The reference is only text that anyone may write, so one that a person or kubectl wrote
 * proves nothing: a Job of `kubectl create job --from` has it too.
 */
export const ownedByController: UnmanagedRule = {
  name: 'owned-by-controller',
  reason: 'Another object owns it as its controller, and makes and removes it.',
  isMachineMade: (candidate) => controllerOwnerOf(candidate.object) !== undefined && !isReferenceByHand(candidate),
};

const REFERENCES = [{ field: 'metadata' }, { field: 'ownerReferences' }];

function isReferenceByHand({ object, writers }: UnmanagedCandidate): boolean {
  const classify = ({ manager, operation, subresource }: Omit<SetBy, 'class'>): SetBy['class'] =>
    writers.find((writer) => writer.manager === manager && writer.operation === operation && writer.subresource === subresource)?.class ??
    'unrecognized';
  return readOwnerEntries(object, classify)
    .filter((entry) => ownsField(entry, REFERENCES))
    .some(({ setBy }) => setBy.class === 'person' || setBy.manager.startsWith('kubectl'));
}
