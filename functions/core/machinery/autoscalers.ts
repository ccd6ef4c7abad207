import { asJsonObject, asString, type Json } from '../json.ts';
import { type KubeObject, metadataOf, type ObjectRef, refKey, splitApiVersion } from '../kube-object.ts';

/** One object whose `replicas` something else steers, and the bounds within which it does. */
export interface Autoscaler {
  /** `refKey` of what it scales. */
  readonly target: string;
  readonly minimum: number;
  readonly maximum: number;
}

/** The kinds that steer replicas; read whole, whether git declares them or not. */
export const AUTOSCALER_KINDS: readonly { readonly group: string; readonly kind: string }[] = [
  { group: 'autoscaling', kind: 'HorizontalPodAutoscaler' },
  { group: 'keda.sh', kind: 'ScaledObject' },
];

/** True for a kind that steers replicas. */
export function isAutoscalerKind(ref: Pick<ObjectRef, 'group' | 'kind'>): boolean {
  return AUTOSCALER_KINDS.some(({ group, kind }) => group === ref.group && kind === ref.kind);
}

/**
 * What an HPA (`autoscaling/v1`, `v2`: minReplicas defaults to 1) or a KEDA ScaledObject (`keda.sh/v1alpha1`: minReplicaCount 0, maxReplicaCount 100,
 * the target a Deployment unless it says otherwise) steers; undefined for anything else.
 */
export function readAutoscaler({ group: own }: Pick<ObjectRef, 'group'>, object: KubeObject): Autoscaler | undefined {
  const spec = asJsonObject(object['spec']);
  const target = asJsonObject(spec['scaleTargetRef']);
  const name = asString(target['name']);
  if (name === undefined) return undefined;
  const namespace = asString(metadataOf(object)['namespace']) ?? null;
  const { group } = splitApiVersion(asString(target['apiVersion']) ?? 'apps/v1');
  const key = refKey({ group, kind: asString(target['kind']) ?? 'Deployment', namespace, name });
  if (own === 'keda.sh') {
    const idle = countOf(spec['idleReplicaCount'], Number.POSITIVE_INFINITY);
    return { target: key, minimum: Math.min(countOf(spec['minReplicaCount'], 0), idle), maximum: countOf(spec['maxReplicaCount'], 100) };
  }
  return { target: key, minimum: countOf(spec['minReplicas'], 1), maximum: countOf(spec['maxReplicas'], Number.POSITIVE_INFINITY) };
}

function countOf(value: Json | undefined, fallback: number): number {
  return typeof value === 'number' ? value : fallback;
}
