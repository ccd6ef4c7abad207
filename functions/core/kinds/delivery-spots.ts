import { asJsonObject, asString, isJsonList } from '../json.ts';
import { annotationsOf, type KubeObject, metadataOf } from '../kube-object.ts';
import type { Spot } from './kind-profile.ts';

const INSTANCE = 'app.kubernetes.io/instance';

/** argo-cd:common/common.go. With tracking by label alone, only what Argo CD itself set there is its mark: every chart sets that label. */
const ARGO_CD: readonly Spot[] = [
  ...['tracking-id', 'installation-id'].map((key) => annotation(`argocd.argoproj.io/${key}`, 'Argo CD', 'Argo CD marks what it delivers.')),
  {
    ...label(INSTANCE, 'Argo CD', 'Argo CD marks what it delivers, by label where it is set up so.'),
    isMachineValue: (_live, object) => isSetByArgoCd(object),
  },
];

/** kustomize-controller:internal/controller/kustomization_controller.go and helm-controller: owner and origin labels. */
const FLUX: readonly Spot[] = ['kustomize', 'helm'].flatMap((controller) =>
  ['name', 'namespace'].map((key) => label(`${controller}.toolkit.fluxcd.io/${key}`, 'Flux', 'Flux marks what it delivers.')),
);

/** helm:pkg/action/validate.go. */
const HELM: readonly Spot[] = [
  ...['release-name', 'release-namespace'].map((key) => annotation(`meta.helm.sh/${key}`, 'Helm', 'Helm marks what belongs to a release.')),
  {
    ...label('app.kubernetes.io/managed-by', 'Helm', 'Helm marks what belongs to a release.'),
    isMachineValue: (live, object) => live === 'Helm' && annotationsOf(object)['meta.helm.sh/release-name'] !== undefined,
  },
];

const KAPP_REASON = 'The tool kapp marks what it delivers, and keeps there what it sent.';
/** kapp:pkg/kapp/resources/identity_annotation.go, association_label.go; the rest seen in dumps of real clusters. */
const KAPP: readonly Spot[] = [
  ...['app', 'association'].map((key) => label(`kapp.k14s.io/${key}`, 'kapp', KAPP_REASON)),
  ...['identity', 'original', 'original-diff-md5'].map((key) => annotation(`kapp.k14s.io/${key}`, 'kapp', KAPP_REASON)),
];

/** projectsveltos/libsveltos:lib/deployer/utils.go. */
const SVELTOS: readonly Spot[] = [
  'hash',
  ...['kind', 'name', 'tier'].map((key) => `owner-${key}`),
  ...['kind', 'name', 'namespace', 'tier'].map((key) => `reference-${key}`),
].map((key) => annotation(`projectsveltos.io/${key}`, 'Sveltos', 'Sveltos marks what it delivers.'));

const RANCHER_REASON = 'Rancher, Fleet and k3s mark what they deliver, and note what they see of it.';
/** rancher/wrangler:pkg/apply, and what Rancher notes on other objects in dumps of real clusters. The project of a namespace grants access: no spot. */
const RANCHER: readonly Spot[] = [
  ...['applied', 'id', 'owner-gvk', 'owner-name', 'owner-namespace'].map((key) =>
    annotation(`objectset.rio.cattle.io/${key}`, 'Rancher', RANCHER_REASON),
  ),
  label('objectset.rio.cattle.io/hash', 'Rancher', RANCHER_REASON),
  {
    // fleet:internal/helmdeployer/postrender.go
    ...annotation('helm.sh/resource-policy', 'Fleet', 'Fleet leaves definitions in place when their bundle goes.'),
    isMachineValue: (live, object) =>
      live === 'keep' && object['kind'] === 'CustomResourceDefinition' && annotationsOf(object)['objectset.rio.cattle.io/id'] !== undefined,
  },
  ...['publicEndpoints', 'ingressState'].map((key) => annotation(`field.cattle.io/${key}`, 'Rancher', RANCHER_REASON)),
];

/** The marks that delivery tools leave on objects of every kind, each by its exact key. */
export const DELIVERY_SPOTS: readonly Spot[] = [...ARGO_CD, ...FLUX, ...HELM, ...KAPP, ...SVELTOS, ...RANCHER];

function annotation(key: string, who: string, reason: string): Spot {
  return { path: `/metadata/annotations/${key.replaceAll('/', '~1')}`, who, reason };
}

function label(key: string, who: string, reason: string): Spot {
  return { path: `/metadata/labels/${key.replaceAll('/', '~1')}`, who, reason };
}

function isSetByArgoCd(object: KubeObject): boolean {
  const entries = metadataOf(object)['managedFields'];
  if (!isJsonList(entries)) return false;
  const owners = entries.map(asJsonObject).filter(({ fieldsV1 }) => {
    const labels = asJsonObject(asJsonObject(asJsonObject(fieldsV1)['f:metadata'])['f:labels']);
    return labels[`f:${INSTANCE}`] !== undefined;
  });
  return owners.length > 0 && owners.every(({ manager }) => /^argocd-(application-)?controller$/.test(asString(manager) ?? ''));
}
