import { type KubeObject, metadataOf, nameOf } from '../../kube-object.ts';
import type { KindProfile } from '../kind-profile.ts';

const who = 'the API server';
const SELECTOR = 'The API server makes the selector of a Job from its uid.';
const LABEL = 'The API server labels the pods of a Job with its uid and name.';

/**
 * Selector and template labels: seen on a real 1.34 control plane; kubernetes/kubernetes:pkg/registry/batch/job/strategy.go (generateSelector).
 * Only the Job's own uid and name: any other value is somebody's.
 */
export const job: KindProfile = {
  group: 'batch',
  kind: 'Job',
  spots: [
    { path: '/spec/selector/matchLabels/batch.kubernetes.io~1controller-uid', who, reason: SELECTOR, isMachineValue: isOwnUid },
    { path: '/spec/selector/matchLabels/controller-uid', who, reason: SELECTOR, isMachineValue: isOwnUid },
    { path: '/spec/template/metadata/labels/batch.kubernetes.io~1controller-uid', who, reason: LABEL, isMachineValue: isOwnUid },
    { path: '/spec/template/metadata/labels/controller-uid', who, reason: LABEL, isMachineValue: isOwnUid },
    { path: '/spec/template/metadata/labels/batch.kubernetes.io~1job-name', who, reason: LABEL, isMachineValue: isOwnName },
    { path: '/spec/template/metadata/labels/job-name', who, reason: LABEL, isMachineValue: isOwnName },
    // The defaulting of batch/v1 copies the template's labels to a Job that has none.
    { path: '/metadata/labels/batch.kubernetes.io~1controller-uid', who, reason: LABEL, isMachineValue: isOwnUid },
    { path: '/metadata/labels/controller-uid', who, reason: LABEL, isMachineValue: isOwnUid },
    { path: '/metadata/labels/batch.kubernetes.io~1job-name', who, reason: LABEL, isMachineValue: isOwnName },
    { path: '/metadata/labels/job-name', who, reason: LABEL, isMachineValue: isOwnName },
  ],
};

function isOwnUid(live: unknown, object: KubeObject): boolean {
  return typeof live === 'string' && live === metadataOf(object)['uid'];
}

function isOwnName(live: unknown, object: KubeObject): boolean {
  return live === nameOf(object);
}
