import type { FieldFinding } from '../../diff/object-comparison.ts';
import { compileGlob, formatPath } from '../../field-path.ts';
import type { KubeObject, ObjectRef } from '../../kube-object.ts';
import { quantity } from '../../normalize/rules/quantity.ts';

interface Immutable {
  /** `Kind` or `Kind.group`. */
  readonly kind: string;
  /** Paths as reports write them; `*` is any text. */
  readonly fields: readonly string[];
  /** Fields below them that may change all the same. */
  readonly except?: readonly string[];
}

/**
 * What the API server refuses to change in an object that exists: k8s.io/kubernetes pkg/apis/{apps,batch,core,rbac,storage,scheduling}/validation, the functions
 * `Validate<Kind>Update`, and apiextensions for definitions. An object that was deleted and created otherwise departs there.
 */
const IMMUTABLE: readonly Immutable[] = [
  { kind: 'Deployment.apps', fields: ['.spec.selector*'] },
  { kind: 'ReplicaSet.apps', fields: ['.spec.selector*'] },
  { kind: 'DaemonSet.apps', fields: ['.spec.selector*'] },
  {
    kind: 'StatefulSet.apps',
    fields: ['.spec.*'],
    except: [
      '.spec.replicas',
      '.spec.ordinals*',
      '.spec.template*',
      '.spec.updateStrategy*',
      '.spec.revisionHistoryLimit',
      '.spec.persistentVolumeClaimRetentionPolicy*',
      '.spec.minReadySeconds',
    ],
  },
  {
    kind: 'Job.batch',
    fields: [
      '.spec.selector*',
      '.spec.template*',
      '.spec.completionMode',
      '.spec.podFailurePolicy*',
      '.spec.backoffLimitPerIndex',
      '.spec.managedBy',
      '.spec.successPolicy*',
    ],
  },
  { kind: 'Service', fields: ['.spec.clusterIP', '.spec.clusterIPs*', '.spec.loadBalancerClass'] },
  { kind: 'Role*.rbac.authorization.k8s.io', fields: ['.roleRef*'] },
  { kind: 'ClusterRole*.rbac.authorization.k8s.io', fields: ['.roleRef*'] },
  { kind: 'PersistentVolumeClaim', fields: ['.spec.*'], except: ['.spec.resources*', '.spec.volumeAttributesClassName'] },
  {
    kind: 'PersistentVolume',
    fields: ['.spec.*'],
    except: [
      '.spec.capacity*',
      '.spec.accessModes*',
      '.spec.claimRef*',
      '.spec.persistentVolumeReclaimPolicy',
      '.spec.storageClassName',
      '.spec.mountOptions*',
      '.spec.volumeAttributesClassName',
    ],
  },
  { kind: 'StorageClass.storage.k8s.io', fields: ['.provisioner', '.parameters*', '.reclaimPolicy', '.volumeBindingMode'] },
  { kind: 'PriorityClass.scheduling.k8s.io', fields: ['.value', '.preemptionPolicy'] },
  { kind: 'RuntimeClass.node.k8s.io', fields: ['.handler'] },
  { kind: 'IngressClass.networking.k8s.io', fields: ['.spec.controller'] },
  { kind: 'Secret', fields: ['.type'] },
  { kind: 'ResourceQuota', fields: ['.spec.scopes*', '.spec.scopeSelector*'] },
  {
    kind: 'CustomResourceDefinition.apiextensions.k8s.io',
    fields: ['.spec.scope', '.spec.group', '.spec.names.plural', '.spec.names.kind'],
  },
];

function isImmutable({ group, kind }: ObjectRef, at: string): boolean {
  const name = group === '' ? kind : `${kind}.${group}`;
  const matches = (globs: readonly string[]): boolean => globs.some((glob) => compileGlob(glob)(at));
  return IMMUTABLE.some((rule) => compileGlob(rule.kind)(name) && matches(rule.fields) && !matches(rule.except ?? []));
}

/** True for the data of a ConfigMap or Secret that says of itself that it is immutable, which the server then believes. */
function isFrozen({ group, kind }: ObjectRef, live: KubeObject, at: string): boolean {
  return (
    group === '' && (kind === 'ConfigMap' || kind === 'Secret') && live['immutable'] === true && /^\.(data|binaryData|immutable)\b/.test(at)
  );
}

/** A claim can grow, and never shrink below what it was given. */
function isShrunk({ group, kind }: ObjectRef, { path, desired, live }: FieldFinding): boolean {
  if (group !== '' || kind !== 'PersistentVolumeClaim' || formatPath(path) !== '.spec.resources.requests.storage') return false;
  const [wanted, given] = [desired, live].map((value) => Number(value === undefined ? undefined : quantity.normalize(value)));
  return wanted !== undefined && given !== undefined && wanted < given;
}

/** True where the API server does not take git's value for a field of an object that exists, so that the object must be deleted and made again. */
export function needsReplacement(ref: ObjectRef, live: KubeObject, finding: FieldFinding): boolean {
  const at = formatPath(finding.path);
  return isImmutable(ref, at) || isFrozen(ref, live, at) || isShrunk(ref, finding);
}
