import { asString } from '../json.ts';
import { controllerOwnerOf, type KubeObject, labelsOf, metadataOf, type ObjectRef, splitApiVersion } from '../kube-object.ts';

/** A CronJob calls its Jobs by the minute they are for. */
const OF_CRON_JOB = /^(.+)-\d{8,}$/;

/**
 * What a Pod belongs to: its controller, and where that is a ReplicaSet of a Deployment (or of a Rollout of Argo) or a Job of a CronJob, what made that. Told
 * by names and labels, so that no ReplicaSet and no Job is read.
 */
export function findWorkload(pod: KubeObject): ObjectRef {
  const namespace = asString(metadataOf(pod)['namespace']) ?? '';
  const owner = controllerOwnerOf(pod);
  const kind = asString(owner?.['kind']);
  const name = asString(owner?.['name']);
  // The Pods that a node makes of its own files belong to no workload.
  if (kind === undefined || name === undefined || kind === 'Node')
    return { group: '', kind: 'Pod', namespace, name: asString(metadataOf(pod)['name']) ?? '' };
  const { group } = splitApiVersion(asString(owner?.['apiVersion']) ?? '');
  if (kind === 'ReplicaSet') {
    const made = findMaker(pod, name);
    if (made !== undefined) return { ...made, namespace };
  }
  const cronJob = kind === 'Job' ? OF_CRON_JOB.exec(name)?.[1] : undefined;
  return cronJob === undefined ? { group, kind, namespace, name } : { group, kind: 'CronJob', namespace, name: cronJob };
}

function findMaker(pod: KubeObject, replicaSet: string): Pick<ObjectRef, 'group' | 'kind' | 'name'> | undefined {
  const labels = labelsOf(pod);
  for (const [label, group, kind] of [
    ['pod-template-hash', 'apps', 'Deployment'],
    ['rollouts-pod-template-hash', 'argoproj.io', 'Rollout'],
  ] as const) {
    const hash = asString(labels[label]);
    if (hash !== undefined && hash !== '' && replicaSet.endsWith(`-${hash}`)) {
      return { group, kind, name: replicaSet.slice(0, -hash.length - 1) };
    }
  }
  return undefined;
}
