import type { UnmanagedRule } from '../unmanaged-rule.ts';
import { isGrant } from '../well-known.ts';
import { isControlPlaneWritten } from '../writers.ts';

/**
 * kubernetes:plugin/pkg/auth/authorizer/rbac/bootstrappolicy; 68 ClusterRoles on a bare 1.34 API server. The server puts back what its own roles
 * lose, not what they gain, so a role that a person wrote to is reported whatever it is called.
 */
export const bootstrapRoles: UnmanagedRule = {
  name: 'bootstrap-roles',
  reason: 'The API server makes these roles and bindings when it starts.',
  isMachineMade: (candidate) =>
    isGrant(candidate.ref) && candidate.labels['kubernetes.io/bootstrapping'] === 'rbac-defaults' && isControlPlaneWritten(candidate),
};
