import type { UnmanagedRule } from '../unmanaged-rule.ts';
import { compileWellKnown } from '../well-known.ts';
import { isUntouched } from '../writers.ts';

const isNamed = compileWellKnown(
  { kinds: ['Namespace'], namespace: null, names: ['default', 'kube-system', 'kube-public', 'kube-node-lease'] },
  { kinds: ['Service'], namespace: 'default', names: ['kubernetes'] },
  { kinds: ['ServiceCIDR.networking.k8s.io'], namespace: null, names: ['kubernetes'] },
  { kinds: ['PriorityClass.scheduling.k8s.io'], namespace: null, names: ['system-cluster-critical', 'system-node-critical'] },
  {
    kinds: ['ConfigMap'],
    namespace: 'kube-system',
    names: ['extension-apiserver-authentication', 'kube-apiserver-legacy-service-account-token-tracking'],
  },
);

/**
 * Seen on a bare 1.34 API server; kubernetes:pkg/controlplane/controller (systemnamespaces, kubernetesservice, legacytokentracking,
 * clusterauthenticationtrust, defaultservicecidr), pkg/registry/scheduling/rest. A label that a person puts on one is seen.
 */
export const apiServerObjects: UnmanagedRule = {
  name: 'api-server-objects',
  reason: 'The API server makes these objects when a cluster begins.',
  isMachineMade: (candidate) => isNamed(candidate) && isUntouched(candidate),
};
