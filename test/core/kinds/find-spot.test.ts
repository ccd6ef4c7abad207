import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FieldPath, PathElement } from '../../../functions/core/field-path.ts';
import type { Json } from '../../../functions/core/json.ts';
import { createSpotFinder } from '../../../functions/core/kinds/find-spot.ts';
import type { KubeObject } from '../../../functions/core/kube-object.ts';

const findSpot = createSpotFinder();

function at(...steps: readonly (string | PathElement)[]): FieldPath {
  return steps.map((step) => (typeof step === 'string' ? { field: step } : step));
}

function isSpot(type: string, path: FieldPath, live: Json, object: KubeObject = {}): boolean {
  const [group, kind] = type.split('/') as [string, string];
  return findSpot(group, kind, path, live, object) !== undefined;
}

function isFinalizerSpot(type: string, finalizer: string, object: KubeObject = {}): boolean {
  return isSpot(type, at('metadata', 'finalizers', { value: finalizer }), finalizer, object);
}

describe('known spots of any kind', () => {
  it('tells who writes there and why', () => {
    const spot = findSpot('apps', 'Deployment', at('metadata', 'annotations', 'deployment.kubernetes.io/revision'), '3', {});
    assert.equal(spot?.who, 'kube-controller-manager');
    assert.equal(spot?.reason, 'The deployment controller counts the rollouts here.');
  });

  it('knows the marks of delivery tools, in kinds it has never heard of too', () => {
    assert.ok(isSpot('example.com/Widget', at('metadata', 'annotations', 'argocd.argoproj.io/tracking-id'), 'shop:apps/Deployment:a/b'));
    assert.ok(isSpot('/ConfigMap', at('metadata', 'labels', 'kustomize.toolkit.fluxcd.io/name'), 'shop'));
    assert.ok(isSpot('/ConfigMap', at('metadata', 'annotations', 'objectset.rio.cattle.io/applied'), 'H4s'));
  });

  it("leaves a person's annotation or label beside them alone", () => {
    assert.ok(!isSpot('/ConfigMap', at('metadata', 'annotations', 'argocd.argoproj.io/sync-options'), 'Prune=false'));
    assert.ok(!isSpot('/ConfigMap', at('metadata', 'labels', 'team'), 'shop'));
    assert.ok(!isSpot('/Namespace', at('metadata', 'annotations', 'field.cattle.io/projectId'), 'c-1:p-1'));
  });

  it('does not mix up an annotation and a label of the same key', () => {
    assert.ok(!isSpot('/ConfigMap', at('metadata', 'labels', 'argocd.argoproj.io/tracking-id'), 'shop'));
    assert.ok(!isSpot('/ConfigMap', at('metadata', 'annotations', 'kustomize.toolkit.fluxcd.io/name'), 'shop'));
  });

  it('takes managed-by for a mark only where it says Helm and a release is named', () => {
    const path = at('metadata', 'labels', 'app.kubernetes.io/managed-by');
    const released = { metadata: { annotations: { 'meta.helm.sh/release-name': 'shop' } } };
    assert.ok(isSpot('/ConfigMap', path, 'Helm', released));
    assert.ok(!isSpot('/ConfigMap', path, 'alice', released));
    assert.ok(!isSpot('/ConfigMap', path, 'Helm'));
  });

  it('takes the instance label for a mark only where Argo CD set it', () => {
    const path = at('metadata', 'labels', 'app.kubernetes.io/instance');
    const owned = (manager: string): KubeObject => ({
      metadata: { managedFields: [{ manager, fieldsV1: { 'f:metadata': { 'f:labels': { 'f:app.kubernetes.io/instance': {} } } } }] },
    });
    assert.ok(isSpot('/ConfigMap', path, 'shop', owned('argocd-controller')));
    assert.ok(!isSpot('/ConfigMap', path, 'shop', owned('kubectl-label')));
    assert.ok(!isSpot('/ConfigMap', path, 'shop'));
  });

  it('knows the owner reference of a controller, and not one that a person added', () => {
    const path = at('metadata', 'ownerReferences', { keys: { uid: '1' } });
    assert.ok(isSpot('/ConfigMap', path, { kind: 'A', name: 'a', uid: '1', controller: true }));
    assert.ok(!isSpot('/ConfigMap', path, { kind: 'A', name: 'a', uid: '1' }));
  });

  it('knows the finalizers of a deletion only while the object is being deleted', () => {
    const deleted = { metadata: { deletionTimestamp: '2026-11-01T08:00:00Z' } };
    assert.ok(isFinalizerSpot('apps/Deployment', 'foregroundDeletion', deleted));
    assert.ok(!isFinalizerSpot('apps/Deployment', 'foregroundDeletion', { metadata: {} }));
  });

  it('never takes replicas, a restart, a checksum or the default storage class for a spot', () => {
    assert.ok(!isSpot('apps/Deployment', at('spec', 'replicas'), 3));
    const template = at('spec', 'template', 'metadata', 'annotations');
    assert.ok(!isSpot('apps/Deployment', [...template, { field: 'kubectl.kubernetes.io/restartedAt' }], '2026-11-01T08:00:00Z'));
    assert.ok(!isSpot('apps/Deployment', [...template, { field: 'checksum/config' }], 'abc'));
    assert.ok(!isSpot('storage.k8s.io/StorageClass', at('metadata', 'annotations', 'storageclass.kubernetes.io/is-default-class'), 'true'));
  });
});

describe('known spots of workloads', () => {
  it('are of their own kind and group alone', () => {
    const path = at('metadata', 'annotations', 'deployment.kubernetes.io/revision');
    assert.ok(isSpot('apps/Deployment', path, '3'));
    assert.ok(!isSpot('apps/StatefulSet', path, '3'));
    assert.ok(!isSpot('example.com/Deployment', path, '3'));
  });

  it('take a value of another shape for what it is', () => {
    assert.ok(!isSpot('apps/Deployment', at('metadata', 'annotations', 'deployment.kubernetes.io/revision'), 'tuesday'));
  });

  it('know the variable of Reloader, and not its neighbours', () => {
    const env = (name: string): FieldPath =>
      at('spec', 'template', 'spec', 'containers', { keys: { name: 'web' } }, 'env', { keys: { name } });
    const name = 'STAKATER_WEB_CONFIGMAP';
    assert.ok(isSpot('apps/Deployment', env(name), { name, value: 'a1b2' }));
    assert.ok(!isSpot('apps/Deployment', env(name), { name, valueFrom: { secretKeyRef: { name: 'a', key: 'b' } } }));
    assert.ok(!isSpot('apps/Deployment', env('DEBUG'), { name: 'DEBUG', value: '1' }));
  });

  it("know a Job's own uid and name in selector and labels", () => {
    const object = { metadata: { name: 'migrate', uid: 'u-1' } };
    const path = at('spec', 'selector', 'matchLabels', 'batch.kubernetes.io/controller-uid');
    assert.ok(isSpot('batch/Job', path, 'u-1', object));
    assert.ok(!isSpot('batch/Job', path, 'u-2', object));
    assert.ok(isSpot('batch/Job', at('spec', 'template', 'metadata', 'labels', 'job-name'), 'migrate', object));
  });

  it('see a bare pod that is slipped under a ReplicaSet', () => {
    const path = at('metadata', 'labels', 'pod-template-hash');
    assert.ok(isSpot('/Pod', path, 'abc', { metadata: { ownerReferences: [{ kind: 'ReplicaSet', controller: true }] } }));
    assert.ok(!isSpot('/Pod', path, 'abc', { metadata: {} }));
  });
});

describe('known spots of a Service', () => {
  const service = (spec: KubeObject): KubeObject => ({ spec });

  it('are its addresses', () => {
    const object = service({ type: 'ClusterIP', clusterIP: '10.0.0.1', clusterIPs: ['10.0.0.1'] });
    assert.ok(isSpot('/Service', at('spec', 'clusterIP'), '10.0.0.1', object));
    assert.ok(isSpot('/Service', at('spec', 'clusterIPs'), ['10.0.0.1'], object));
    assert.ok(isSpot('/Service', at('spec', 'ipFamilies'), ['IPv4'], object));
    assert.ok(isSpot('/Service', at('spec', 'ipFamilyPolicy'), 'SingleStack', object));
  });

  it('are not what a person decides of them', () => {
    const headless = service({ clusterIP: 'None', clusterIPs: ['None'], selector: { app: 'web' } });
    assert.ok(!isSpot('/Service', at('spec', 'clusterIP'), 'None', headless));
    assert.ok(!isSpot('/Service', at('spec', 'ipFamilyPolicy'), 'PreferDualStack', headless));
  });

  it('never are external addresses, though they lie beside', () => {
    const object = service({ type: 'LoadBalancer', clusterIP: '10.0.0.1' });
    assert.ok(!isSpot('/Service', at('spec', 'externalIPs'), ['203.0.113.7'], object));
    assert.ok(!isSpot('/Service', at('spec', 'externalIPs', { value: '203.0.113.7' }), '203.0.113.7', object));
    assert.ok(!isSpot('/Service', at('spec', 'loadBalancerSourceRanges'), ['0.0.0.0/0'], object));
  });

  it('are node ports where the type has them, and never a whole port', () => {
    const port = at('spec', 'ports', { keys: { port: 80, protocol: 'TCP' } });
    const path = [...port, { field: 'nodePort' }];
    assert.ok(isSpot('/Service', path, 30080, service({ type: 'NodePort' })));
    assert.ok(isSpot('/Service', path, 30080, service({ type: 'LoadBalancer' })));
    assert.ok(!isSpot('/Service', path, 30080, service({ type: 'ClusterIP' })));
    assert.ok(!isSpot('/Service', port, { port: 80, nodePort: 30080 }, service({ type: 'NodePort' })));
  });

  it('are the finalizers of load balancers, each by its name', () => {
    assert.ok(isFinalizerSpot('/Service', 'service.kubernetes.io/load-balancer-cleanup'));
    assert.ok(isFinalizerSpot('/Service', 'service.k8s.aws/resources'));
  });

  it("are not a person's finalizer beside them", () => {
    assert.ok(!isFinalizerSpot('/Service', 'example.com/keep'));
    assert.ok(!isFinalizerSpot('/Service', 'service.k8s.aws/resources-of-mine'));
  });

  it('are a selector of Argo Rollouts only where Argo Rollouts says so', () => {
    const path = at('spec', 'selector', 'rollouts-pod-template-hash');
    const managed = { metadata: { annotations: { 'argo-rollouts.argoproj.io/managed-by-rollouts': 'web' } } };
    assert.ok(isSpot('/Service', path, 'abc', managed));
    assert.ok(!isSpot('/Service', path, 'abc'));
    assert.ok(!isSpot('/Service', at('spec', 'selector', 'app'), 'evil', managed));
  });
});

describe('known spots of other kinds', () => {
  it('are the finalizers of an Ingress, its group by prefix', () => {
    assert.ok(isFinalizerSpot('networking.k8s.io/Ingress', 'ingress.k8s.aws/resources'));
    assert.ok(isFinalizerSpot('networking.k8s.io/Ingress', 'group.ingress.k8s.aws/shop'));
    assert.ok(!isFinalizerSpot('networking.k8s.io/Ingress', 'example.com/keep'));
  });

  it('are the volume that the controller chose for a claim, not the one a person did', () => {
    const bound = { metadata: { annotations: { 'pv.kubernetes.io/bound-by-controller': 'yes' } } };
    assert.ok(isSpot('/PersistentVolumeClaim', at('spec', 'volumeName'), 'pvc-1', bound));
    assert.ok(!isSpot('/PersistentVolumeClaim', at('spec', 'volumeName'), 'pv-of-alice', { metadata: {} }));
  });

  it('are what the controller completes of a reference to a claim, not whom it names', () => {
    assert.ok(isSpot('/PersistentVolume', at('spec', 'claimRef', 'uid'), 'u-1'));
    assert.ok(!isSpot('/PersistentVolume', at('spec', 'claimRef', 'name'), 'data'));
  });

  it('are the name of a namespace in its label, and no other label of it', () => {
    const object = { metadata: { name: 'shop' } };
    assert.ok(isSpot('/Namespace', at('metadata', 'labels', 'kubernetes.io/metadata.name'), 'shop', object));
    assert.ok(!isSpot('/Namespace', at('metadata', 'labels', 'kubernetes.io/metadata.name'), 'kube-system', object));
    assert.ok(!isSpot('/Namespace', at('metadata', 'labels', 'pod-security.kubernetes.io/enforce'), 'privileged', object));
    assert.ok(isSpot('/Namespace', at('spec', 'finalizers'), ['kubernetes'], object));
    assert.ok(!isSpot('/Namespace', at('spec', 'finalizers'), ['kubernetes', 'example.com/keep'], object));
  });

  it('are the data of a token, and of no other Secret', () => {
    assert.ok(isSpot('/Secret', at('data', 'token'), 'masked', { type: 'kubernetes.io/service-account-token' }));
    assert.ok(!isSpot('/Secret', at('data', 'token'), 'masked', { type: 'Opaque' }));
  });

  it('are the authority of a webhook, and nothing that decides what it sees', () => {
    const hook = at('webhooks', { keys: { name: 'a.example.com' } });
    const type = 'admissionregistration.k8s.io/ValidatingWebhookConfiguration';
    assert.ok(isSpot(type, [...hook, { field: 'clientConfig' }, { field: 'caBundle' }], 'LS0t'));
    assert.ok(!isSpot(type, [...hook, { field: 'clientConfig' }, { field: 'url' }], 'https://evil.example'));
    assert.ok(!isSpot(type, [...hook, { field: 'failurePolicy' }], 'Ignore'));
  });

  it("are taints only where all are the controllers' own", () => {
    assert.ok(isSpot('/Node', at('spec', 'taints'), [{ key: 'node.kubernetes.io/not-ready', effect: 'NoExecute' }]));
    assert.ok(!isSpot('/Node', at('spec', 'taints'), [{ key: 'dedicated', effect: 'NoSchedule' }]));
  });

  it('are the token that an old cluster gave an account, not a Secret that a person lets it use', () => {
    const object = { metadata: { name: 'web' } };
    const path = (name: string): FieldPath => at('secrets', { keys: { name } });
    assert.ok(isSpot('/ServiceAccount', path('web-token-x7k2p'), { name: 'web-token-x7k2p' }, object));
    assert.ok(!isSpot('/ServiceAccount', path('database'), { name: 'database' }, object));
  });
});
