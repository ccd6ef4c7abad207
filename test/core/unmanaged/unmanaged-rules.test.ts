import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatRef } from '../../../functions/core/kube-object.ts';
import { judgeUnmanaged } from '../../../functions/core/unmanaged/judge-unmanaged.ts';
import { type ObjectSketch, sketch } from './candidate.ts';
import { BARE_CONTROL_PLANE } from './fixtures/bare-control-plane.ts';
import { FRESH_EKS } from './fixtures/fresh-eks.ts';

const RBAC = 'rbac.authorization.k8s.io';

function ruleFor(title: string, about: ObjectSketch = {}): string | undefined {
  return judgeUnmanaged(sketch(title, about))?.rule;
}

describe('a bare control plane of Kubernetes 1.34', () => {
  it('is here as large as it was seen', () => {
    const count = (kind: string): number => BARE_CONTROL_PLANE.filter(({ ref }) => ref.kind === kind).length;
    assert.deepEqual(
      ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding', 'FlowSchema', 'PriorityLevelConfiguration', 'APIService'].map(count),
      [68, 49, 7, 7, 11, 8, 21],
    );
  });

  it('holds nothing to report', () => {
    const reported = BARE_CONTROL_PLANE.filter((candidate) => judgeUnmanaged(candidate) === undefined);
    assert.deepEqual(
      reported.map(({ ref }) => formatRef(ref)),
      [],
    );
  });
});

describe('a fresh EKS cluster', () => {
  it('holds nothing to report but the map that says who may enter', () => {
    const cluster = [...FRESH_EKS, sketch('ConfigMap kube-system/aws-auth', { by: ['eks-internal Apply'] })];
    const reported = cluster.filter((candidate) => judgeUnmanaged(candidate) === undefined);
    assert.deepEqual(
      reported.map(({ ref }) => formatRef(ref)),
      ['ConfigMap kube-system/aws-auth'],
    );
  });
});

describe('an object that a person made or took over is reported', () => {
  const reported: readonly (readonly [what: string, title: string, about: ObjectSketch])[] = [
    ['a binding whose name begins like those of the server', `ClusterRoleBinding.${RBAC} system:evil`, { by: ['kubectl-create'] }],
    [
      'a role with the label of the bootstrap roles',
      `ClusterRole.${RBAC} evil`,
      { by: ['kubectl-create'], labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' } },
    ],
    [
      'a role of the server to which a person added',
      `ClusterRole.${RBAC} system:node`,
      { by: ['kube-apiserver', 'kubectl-edit'], labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' } },
    ],
    [
      'a role with the label of the bootstrap roles by a program of a common name',
      `ClusterRole.${RBAC} evil`,
      { by: ['controller'], labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' } },
    ],
    [
      'a role with the label of the bootstrap roles of which the server wrote the status alone',
      `ClusterRole.${RBAC} evil`,
      { by: ['main', 'kube-apiserver Update status'], labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' } },
    ],
    ['a binding whose name begins like those of EKS', `ClusterRoleBinding.${RBAC} eks:evil`, { by: ['kubectl Apply'] }],
    ['a binding of EKS that a person edited', `ClusterRoleBinding.${RBAC} eks:addon-manager`, { by: ['eks Apply', 'kubectl-edit'] }],
    ['an add-on that a person edited', 'DaemonSet.apps kube-system/aws-node', { by: ['eks Apply', 'kubectl-edit'] }],
    ['an add-on that a person scaled', 'Deployment.apps kube-system/coredns', { by: ['eks Apply', 'kubectl Update scale'] }],
    [
      'a default ServiceAccount that a person annotated',
      'ServiceAccount shop/default',
      { by: ['kubectl-annotate'], annotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::111122223333:role/admin' } },
    ],
    [
      'a default ServiceAccount once it is applied',
      'ServiceAccount shop/default',
      {
        by: ['before-first-apply', 'kubectl Apply'],
        annotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::111122223333:role/admin' },
      },
    ],
    [
      'an owner reference that a person typed',
      'Deployment.apps shop/miner',
      { by: ['kubectl-patch', 'kubectl-create'], owner: { kind: 'Namespace', controller: true } },
    ],
    [
      'an owner reference that a person typed onto what a controller made',
      `ClusterRoleBinding.${RBAC} shop`,
      { by: ['kubectl-patch', 'shop-operator'], owner: { kind: 'Database', controller: true } },
    ],
    [
      'an owner reference that came with a manifest',
      'Deployment.apps shop/miner',
      { by: ['kubectl-client-side-apply'], owner: { kind: 'Namespace', controller: true } },
    ],
    [
      'a Job that a person made of a CronJob',
      'Job.batch shop/nightly-by-hand',
      { by: ['kubectl-create'], owner: { kind: 'CronJob', controller: true } },
    ],
    [
      'a binding with an owner reference under a name of no known controller',
      `ClusterRoleBinding.${RBAC} shop`,
      { by: ['alice'], owner: { kind: 'Namespace', controller: true } },
    ],
    [
      'a binding with an owner reference whose writers nobody knows',
      `ClusterRoleBinding.${RBAC} shop`,
      { owner: { kind: 'Namespace', controller: true } },
    ],
    [
      'a binding with the mark of a distribution by a program of a common name',
      `ClusterRoleBinding.${RBAC} shop`,
      { by: ['manager'], labels: { 'addonmanager.kubernetes.io/mode': 'Reconcile' } },
    ],
    [
      'a role that EKS applied first and that was written again',
      `ClusterRole.${RBAC} eks:node-bootstrapper`,
      { by: ['kubectl-client-side-apply'], resourceVersion: '1000' },
    ],
    [
      'an early role of EKS to which a person wrote',
      `ClusterRole.${RBAC} eks:node-bootstrapper`,
      { by: ['kubectl-client-side-apply', 'kubectl-edit'], resourceVersion: '999' },
    ],
    [
      'an early role of EKS by a program of no known name',
      `ClusterRole.${RBAC} eks:node-bootstrapper`,
      { by: ['alice'], resourceVersion: '199' },
    ],
    [
      'a role of EKS without a version that tells when it was written',
      `ClusterRole.${RBAC} eks:node-bootstrapper`,
      { by: ['kubectl-client-side-apply'], resourceVersion: '' },
    ],
    [
      'an early binding under a name that EKS does not give',
      `ClusterRoleBinding.${RBAC} eks:evil`,
      { by: ['kubectl-client-side-apply'], resourceVersion: '199' },
    ],
    ['a role of which the server lost the author', `ClusterRole.${RBAC} shop`, { by: ['ancient-changes', 'kube-controller-manager'] }],
    ['a ConfigMap named like the root certificates', 'ConfigMap shop/kube-root-ca.crt', { by: ['kubectl-create'] }],
    ['root certificates that a person replaced', 'ConfigMap shop/kube-root-ca.crt', { by: ['kube-controller-manager', 'kubectl-replace'] }],
    ['root certificates whose writers nobody knows', 'ConfigMap shop/kube-root-ca.crt', {}],
    [
      'a Secret that looks like a release of Helm',
      'Secret shop/sh.helm.release.v1.x',
      { by: ['kubectl-create'], labels: { owner: 'helm' } },
    ],
    ['a release of Helm that a person edited', 'Secret shop/sh.helm.release.v1.x.v1', { by: ['Helm', 'k9s'], labels: { owner: 'helm' } }],
    ['a release of Helm whose writers nobody knows', 'Secret shop/sh.helm.release.v1.x.v1', { labels: { owner: 'helm' } }],
    ['a Secret of Helm that is no release', 'Secret shop/settings', { by: ['Helm'], labels: { owner: 'helm' } }],
    ['a binding whose only writer has a name that many programs share', `ClusterRoleBinding.${RBAC} shop`, { by: ['manager'] }],
    [
      'an add-on with the mark of its distribution that was applied',
      'Deployment.apps kube-system/dashboard',
      { by: ['kubectl-client-side-apply'], labels: { 'addonmanager.kubernetes.io/mode': 'Reconcile' } },
    ],
    ['a binding named like those of the server whose writers nobody knows', `ClusterRoleBinding.${RBAC} system:evil`, {}],
    ['an object named like those of the server whose writers nobody knows', 'ConfigMap shop/system:evil', {}],
    [
      'a registration with the mark of the aggregator',
      'APIService.apiregistration.k8s.io v1.evil.example',
      { by: ['kubectl-create', 'kube-apiserver Update status'], labels: { 'kube-aggregator.kubernetes.io/automanaged': 'onstart' } },
    ],
    [
      'a token that a person asked for',
      'Secret shop/web-token',
      { by: ['kubectl-create', 'kube-controller-manager'], annotations: { 'kubernetes.io/service-account.name': 'web' } },
    ],
    [
      'a volume that a person made for a claim',
      'PersistentVolume pvc-1',
      { by: ['kubectl-create', 'kube-controller-manager'], annotations: { 'pv.kubernetes.io/provisioned-by': 'ebs.csi.aws.com' } },
    ],
    ['a flow schema named like those of EKS', 'FlowSchema.flowcontrol.apiserver.k8s.io eks-evil', { by: ['kubectl-create'] }],
    [
      'a webhook named like one of EKS',
      'MutatingWebhookConfiguration.admissionregistration.k8s.io pod-identity-webhook',
      { by: ['Mozilla'] },
    ],
    ['a namespace of the server that a person labelled', 'Namespace kube-system', { by: ['kube-apiserver', 'kubectl-label'] }],
  ];
  for (const [what, title, about] of reported) {
    it(what, () => assert.equal(ruleFor(title, about), undefined));
  }
});
