import type { UnmanagedRule } from '../unmanaged-rule.ts';
import { compileWellKnown } from '../well-known.ts';
import { isUntouched } from '../writers.ts';

const isAccount = compileWellKnown({
  kinds: ['ServiceAccount'],
  namespace: 'kube-system',
  names: [
    'attachdetach-controller',
    'bootstrap-signer',
    'certificate-controller',
    'clusterrole-aggregation-controller',
    'cronjob-controller',
    'daemon-set-controller',
    'deployment-controller',
    'disruption-controller',
    'endpoint-controller',
    'endpointslice-controller',
    'endpointslicemirroring-controller',
    'ephemeral-volume-controller',
    'expand-controller',
    'generic-garbage-collector',
    'horizontal-pod-autoscaler',
    'job-controller',
    'legacy-service-account-token-cleaner',
    'namespace-controller',
    'node-controller',
    'persistent-volume-binder',
    'pod-garbage-collector',
    'pv-protection-controller',
    'pvc-protection-controller',
    'replicaset-controller',
    'replication-controller',
    'resource-claim-controller',
    'resourcequota-controller',
    'root-ca-cert-publisher',
    'service-account-controller',
    'service-cidrs-controller',
    'service-controller',
    'statefulset-controller',
    'token-cleaner',
    'ttl-after-finished-controller',
    'ttl-controller',
    'validatingadmissionpolicy-status-controller',
    'volumeattributesclass-protection-controller',
  ],
});

/** kube-controller-manager with --use-service-account-credentials: run at 1.34, and listings of live EKS clusters; never tracked, for they hold a name alone. */
export const controllerServiceAccounts: UnmanagedRule = {
  name: 'controller-service-accounts',
  reason: 'kube-controller-manager makes a ServiceAccount for each of its controllers.',
  isMachineMade: (candidate) => isAccount(candidate) && isUntouched(candidate),
};
