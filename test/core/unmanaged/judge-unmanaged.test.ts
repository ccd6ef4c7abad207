import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatRef } from '../../../functions/core/kube-object.ts';
import { judgeUnmanaged } from '../../../functions/core/unmanaged/judge-unmanaged.ts';
import type { UnmanagedCandidate } from '../../../functions/core/unmanaged/unmanaged-rule.ts';
import { type ObjectSketch, sketch } from './candidate.ts';
import { FRESH_EKS } from './fixtures/fresh-eks.ts';

const RBAC = 'rbac.authorization.k8s.io';

function reported(candidates: readonly UnmanagedCandidate[]): string[] {
  return candidates.filter((candidate) => judgeUnmanaged(candidate) === undefined).map(({ ref }) => formatRef(ref));
}
function isReported(title: string, about: ObjectSketch = {}): boolean {
  return judgeUnmanaged(sketch(title, about)) === undefined;
}
const withWriter = (candidate: UnmanagedCandidate, manager: string): UnmanagedCandidate => ({
  ...candidate,
  writers: [...candidate.writers, ...sketch('ConfigMap a/b', { by: [manager] }).writers],
});

describe('the objects of a fresh EKS cluster', () => {
  it('are all explained', () => assert.deepEqual(reported(FRESH_EKS), []));

  it('are explained but for the map that says who is administrator, whoever wrote it', () => {
    for (const by of [[], ['eks Apply'], ['kubectl-edit'], ['vpcLambda'], ['kube-controller-manager']]) {
      assert.ok(isReported('ConfigMap kube-system/aws-auth', { by }), by.join());
    }
  });

  for (const hand of [
    'kubectl-edit',
    'kubectl-patch',
    'k9s',
    'Mozilla',
    'kubectl-client-side-apply',
    'helm',
    'HashiCorp',
    'alice',
    'unknown',
  ]) {
    it(`are each reported once ${hand} wrote to them`, () => {
      const touched = FRESH_EKS.map((candidate) => withWriter(candidate, hand));
      assert.equal(reported(touched).length, touched.length);
    });
  }
});

describe('a name, a label or an annotation alone', () => {
  const BY_HAND: readonly string[][] = [
    ['kubectl-create'],
    ['kubectl-client-side-apply'],
    ['kubectl Apply'],
    ['alice'],
    ['HashiCorp'],
    ['curl'],
  ];
  const DISGUISES: readonly [string, ObjectSketch][] = [
    [`ClusterRoleBinding.${RBAC} system:evil`, {}],
    [`ClusterRoleBinding.${RBAC} eks:evil`, {}],
    [`ClusterRoleBinding.${RBAC} eks:addon-cluster-admin`, {}],
    [`ClusterRoleBinding.${RBAC} kubeadm:evil`, {}],
    [`ClusterRoleBinding.${RBAC} cluster-admin`, {}],
    [`ClusterRoleBinding.${RBAC} evil`, { labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' } }],
    [`ClusterRoleBinding.${RBAC} system:evil`, { annotations: { 'rbac.authorization.kubernetes.io/autoupdate': 'true' } }],
    [`ClusterRoleBinding.${RBAC} evil`, { labels: { 'addonmanager.kubernetes.io/mode': 'Reconcile' } }],
    [`ClusterRoleBinding.${RBAC} evil`, { labels: { 'kubernetes.azure.com/managedby': 'aks' } }],
    [`ClusterRoleBinding.${RBAC} evil`, { annotations: { 'objectset.rio.cattle.io/owner-gvk': 'k3s.cattle.io/v1, Kind=Addon' } }],
    [`ClusterRoleBinding.${RBAC} evil`, { owner: { kind: 'Namespace', controller: true } }],
    [`RoleBinding.${RBAC} kube-system/system:controller:evil`, { labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' } }],
    ['ServiceAccount kube-system/job-controller', {}],
    ['ServiceAccount shop/default', {}],
    ['ConfigMap shop/kube-root-ca.crt', {}],
    ['Namespace kube-public', {}],
    ['Service default/kubernetes', {}],
    ['Secret shop/sh.helm.release.v1.evil.v1', {}],
    [
      'Secret shop/web-token-x7k2p',
      { annotations: { 'kubernetes.io/service-account.name': 'web', 'kubernetes.io/service-account.uid': 'u' } },
    ],
    [
      'PersistentVolume pvc-00000000-0000-0000-0000-000000000000',
      { annotations: { 'pv.kubernetes.io/provisioned-by': 'ebs.csi.aws.com' } },
    ],
    ['FlowSchema.flowcontrol.apiserver.k8s.io eks-evil', { annotations: { 'apf.kubernetes.io/autoupdate-spec': 'true' } }],
    ['APIService.apiregistration.k8s.io v1.evil.example', { labels: { 'kube-aggregator.kubernetes.io/automanaged': 'true' } }],
    ['MutatingWebhookConfiguration.admissionregistration.k8s.io pod-identity-webhook', {}],
    ['DaemonSet.apps kube-system/aws-node', { labels: { 'app.kubernetes.io/name': 'aws-node', 'k8s-app': 'aws-node' } }],
    ['Deployment.apps kube-system/coredns', { labels: { 'eks.amazonaws.com/component': 'coredns' } }],
    ['NodePool.karpenter.sh general-purpose', {}],
    [
      'NetworkPolicy.networking.k8s.io shop/open',
      { labels: { 'app.kubernetes.io/managed-by': 'kyverno', 'generate.kyverno.io/policy-name': 'x' } },
    ],
  ];

  for (const by of BY_HAND) {
    for (const [title, about] of DISGUISES) {
      const marks = Object.keys({ ...about.labels, ...about.annotations, ...(about.owner ? { ownerReferences: 1 } : {}) }).join(', ');
      it(`does not hide ${title}${marks === '' ? '' : ` with ${marks}`}, made by ${by.join()}`, () => {
        assert.ok(isReported(title, { ...about, by }));
      });
    }
  }

  it('does not hide a grant whose record of writers was wiped', () => {
    assert.ok(isReported(`ClusterRoleBinding.${RBAC} evil`, { owner: { kind: 'Namespace', controller: true } }));
    assert.ok(isReported(`ClusterRoleBinding.${RBAC} system:evil`));
    assert.ok(isReported(`ClusterRoleBinding.${RBAC} eks:evil`));
    assert.ok(isReported(`ClusterRole.${RBAC} evil`, { labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' } }));
  });

  it('does not hide a grant that a program of a common name made', () => {
    for (const manager of ['manager', 'main', 'controller', 'shop-operator']) {
      assert.ok(isReported(`ClusterRoleBinding.${RBAC} evil`, { by: [manager] }), manager);
      assert.ok(
        isReported(`ClusterRoleBinding.${RBAC} evil`, { by: [manager], labels: { 'addonmanager.kubernetes.io/mode': 'Reconcile' } }),
      );
    }
  });

  it('hides nothing in another namespace than its own', () => {
    assert.ok(isReported('ServiceAccount shop/job-controller'));
    assert.ok(isReported('Service shop/kubernetes'));
    assert.ok(isReported('ConfigMap shop/extension-apiserver-authentication'));
    assert.ok(isReported('DaemonSet.apps shop/aws-node'));
  });
});

describe('what a restore brought back', () => {
  it('is reported, for somebody made it once', () => {
    assert.ok(isReported(`ClusterRoleBinding.${RBAC} evil`, { by: ['velero-server'] }));
    assert.ok(isReported('ConfigMap shop/settings', { by: ['velero-server'] }));
  });
});

describe('what controllers make of other objects', () => {
  it('is theirs by the owner reference that a controller wrote', () => {
    assert.ok(
      !isReported('Secret shop/tls', { by: ['cert-manager-certificates-issuing'], owner: { kind: 'Certificate', controller: true } }),
    );
    assert.ok(!isReported('Deployment.apps shop/db', { by: ['shop-operator'], owner: { kind: 'Database', controller: true } }));
    assert.ok(!isReported('Secret shop/db', { by: ['controller'], owner: { kind: 'SealedSecret', controller: true } }));
  });

  it('is not theirs by an owner that is no controller', () => {
    assert.ok(isReported('ConfigMap shop/settings', { by: ['alice'], owner: { kind: 'Deployment', controller: false } }));
  });

  it('stays theirs though a person changed something in it', () => {
    const by = ['shop-operator', 'kubectl-edit'];
    assert.ok(!isReported('Deployment.apps shop/db', { by, owner: { kind: 'Database', controller: true } }));
  });

  it('is theirs where nobody else ever wrote it', () => {
    assert.ok(
      !isReported('HorizontalPodAutoscaler.autoscaling shop/keda-hpa-web', { by: ['keda', 'kube-controller-manager Update status'] }),
    );
    assert.ok(!isReported('PersistentVolumeClaim shop/data-db-0', { by: ['kube-controller-manager', 'kube-scheduler'] }));
    assert.ok(
      !isReported('PersistentVolume pvc-1', {
        by: ['csi-provisioner'],
        annotations: { 'pv.kubernetes.io/provisioned-by': 'ebs.csi.aws.com' },
      }),
    );
    assert.ok(!isReported('Secret shop/sh.helm.release.v1.web.v1', { by: ['Helm'], labels: { owner: 'helm' } }));
  });

  it('is not theirs where all they wrote is a status', () => {
    assert.ok(isReported('Deployment.apps shop/web', { by: ['kube-controller-manager Update status'] }));
    assert.ok(isReported('Deployment.apps shop/web', { by: ['kubectl-create', 'kube-controller-manager Update status'] }));
  });
});

describe('an object of which the server knows no writer', () => {
  it('is reported unless every cluster has one of that name', () => {
    assert.ok(isReported('ServiceAccount shop/web'));
    assert.ok(isReported('ConfigMap shop/settings'));
    assert.ok(!isReported('ServiceAccount shop/default'));
  });
});

describe('what EKS applied when the cluster began', () => {
  const first = (
    resourceVersion: string,
    title = 'ClusterRole.rbac.authorization.k8s.io eks:node-bootstrapper',
    by: readonly string[] = ['kubectl-client-side-apply'],
  ): boolean => !isReported(title, { by, resourceVersion });
  it('is explained by its name and the moment in which it was made', () => assert.ok(first('199')));
  it('is reported once it was written again', () => assert.ok(!first('184467')));
  it('is reported where a person wrote it, however early', () =>
    assert.ok(!first('199', undefined, ['kubectl-client-side-apply', 'kubectl-edit'])));
  it('is no cover for another name', () => assert.ok(!first('199', 'ClusterRoleBinding.rbac.authorization.k8s.io eks:evil')));
});
