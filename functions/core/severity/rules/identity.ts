import type { ObjectRef } from '../../kube-object.ts';
import { fallsTo, isGone } from '../place-conditions.ts';
import type { SeverityRule } from '../severity-rule.ts';

/** Annotations by which a service account is somebody in a cloud. */
const CLOUD_ROLES = [
  '/metadata/annotations/eks.amazonaws.com~1role-arn',
  '/metadata/annotations/iam.gke.io~1gcp-service-account',
  '/metadata/annotations/azure.workload.identity~1client-id',
];

/** The ConfigMap of EKS that says which principals of AWS are who in the cluster. */
const isAwsAuth = ({ kind, namespace, name }: ObjectRef): boolean =>
  kind === 'ConfigMap' && namespace === 'kube-system' && name === 'aws-auth';

/** As whom a workload speaks to the API server, to AWS and to registries. */
export const identity: SeverityRule = {
  name: 'identity',
  about: 'Something runs as somebody else, or with other credentials.',
  signs: [
    {
      of: 'field',
      kinds: ['ConfigMap'],
      at: ['/data/**'],
      when: (_place, ref) => isAwsAuth(ref),
      level: 'critical',
      why: 'changes who of AWS may enter the cluster',
    },
    { of: 'unmanaged', kinds: ['ConfigMap'], when: isAwsAuth, level: 'critical', why: 'says who of AWS may enter the cluster' },
    { of: 'missing', kinds: ['ConfigMap'], when: isAwsAuth, level: 'critical', why: 'no longer says who of AWS may enter the cluster' },
    { of: 'field', kinds: ['ServiceAccount'], at: CLOUD_ROLES, when: isGone, level: 'high', why: 'lost its role in the cloud' },
    { of: 'field', kinds: ['ServiceAccount'], at: CLOUD_ROLES, level: 'high', why: 'takes on another role in the cloud' },
    { of: 'field', at: ['spec/serviceAccountName', 'spec/serviceAccount'], level: 'high', why: 'runs as another service account' },
    { of: 'field', at: ['automountServiceAccountToken'], when: fallsTo(true), level: 'medium', why: 'hands its token to every container' },
    { of: 'field', at: ['projected/sources/[]/serviceAccountToken/**'], level: 'medium', why: 'hands out another token' },
    { of: 'field', at: ['imagePullSecrets/**'], level: 'medium', why: 'pulls images with another credential' },
    {
      of: 'field',
      kinds: ['ServiceAccount'],
      at: ['/secrets/**', '/automountServiceAccountToken'],
      level: 'medium',
      why: 'changes what a service account holds',
    },
    { of: 'unmanaged', kinds: ['ServiceAccount'], level: 'medium', why: 'is somebody that no repository knows' },
    { of: 'missing', kinds: ['ServiceAccount'], level: 'high', why: 'leaves pods that run as it without an identity' },
  ],
};
