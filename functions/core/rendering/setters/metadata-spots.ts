import type { FieldPath } from '../../field-path.ts';

/** Where Kustomize puts labels and annotations beside the object's own (kustomize:api/internal/konfig/builtinpluginconsts). */
const WORKLOADS = ['ReplicationController', 'Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet', 'Job'];
const SPREAD = ['Deployment', 'StatefulSet'];
const AFFINITY = ['podAffinity', 'podAntiAffinity'].flatMap((side) => [
  `spec/template/spec/affinity/${side}/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels`,
  `spec/template/spec/affinity/${side}/requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels`,
]);

type Kinds = ReadonlyMap<string, readonly string[]>;

const TEMPLATE_LABELS: Kinds = new Map([
  ['spec/template/metadata/labels', WORKLOADS],
  ['spec/volumeClaimTemplates/metadata/labels', ['StatefulSet']],
  ['spec/jobTemplate/metadata/labels', ['CronJob']],
  ['spec/jobTemplate/spec/template/metadata/labels', ['CronJob']],
]);

const SELECTORS: Kinds = new Map([
  ['spec/selector', ['Service', 'ReplicationController']],
  ['spec/selector/matchLabels', ['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet', 'Job', 'PodDisruptionBudget']],
  ['spec/jobTemplate/spec/selector/matchLabels', ['CronJob']],
  ...['spec/podSelector/matchLabels', 'spec/ingress/from/podSelector/matchLabels', 'spec/egress/to/podSelector/matchLabels'].map(
    (path): [string, string[]] => [path, ['NetworkPolicy']],
  ),
  ...[...AFFINITY, 'spec/template/spec/topologySpreadConstraints/labelSelector/matchLabels'].map((path): [string, string[]] => [
    path,
    SPREAD,
  ]),
]);

const ANNOTATIONS: Kinds = new Map([
  ['spec/template/metadata/annotations', WORKLOADS],
  ['spec/jobTemplate/metadata/annotations', ['CronJob']],
  ['spec/jobTemplate/spec/template/metadata/annotations', ['CronJob']],
]);

/** How far labels reach: the object's own, those of its templates, or its selectors too. */
export type LabelReach = 'own' | 'templates' | 'selectors';

/** The key of a label that is put there, and whether it surely is. Undefined for what is no label. */
export interface MetadataSpot {
  readonly key: string;
  readonly isSure: boolean;
}

/** Whether a field is a label that Kustomize sets on objects of a kind. */
export function findLabel(path: FieldPath, kind: string, reach: LabelReach): MetadataSpot | undefined {
  const place = splitPath(path);
  if (place === undefined || !/(?:^|\/)(?:labels|matchLabels|selector)$/.test(place.parent)) return undefined;
  const lists = reach === 'own' ? [] : reach === 'templates' ? [TEMPLATE_LABELS] : [TEMPLATE_LABELS, SELECTORS];
  return describe(place, 'metadata/labels', kind, lists);
}

/** The same for an annotation. */
export function findAnnotation(path: FieldPath, kind: string, reach: 'own' | 'templates'): MetadataSpot | undefined {
  const place = splitPath(path);
  if (place === undefined || !/(?:^|\/)annotations$/.test(place.parent)) return undefined;
  return describe(place, 'metadata/annotations', kind, reach === 'own' ? [] : [ANNOTATIONS]);
}

function describe({ key, parent }: Place, own: string, kind: string, lists: readonly Kinds[]): MetadataSpot | undefined {
  if (parent === own) return { key, isSure: true };
  if (lists.length === 0) return undefined;
  return { key, isSure: lists.some((list) => list.get(parent)?.includes(kind)) };
}

interface Place {
  readonly key: string;
  readonly parent: string;
}

function splitPath(path: FieldPath): Place | undefined {
  const last = path.at(-1);
  if (last === undefined || !('field' in last)) return undefined;
  return {
    key: last.field,
    parent: path
      .slice(0, -1)
      .flatMap((element) => ('field' in element ? [element.field] : []))
      .join('/'),
  };
}
