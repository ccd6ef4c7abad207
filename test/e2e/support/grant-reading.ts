import { readerUser } from '../control-plane/credentials.ts';
import type { ControlPlane } from '../control-plane/start-control-plane.ts';
import { runKubectl } from './run-kubectl.ts';

/** Lets the reader get and list everything, and nothing else. Returns what was made for that, since git then has to hold it too. */
export async function grantReading(cluster: ControlPlane): Promise<readonly object[]> {
  const role = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'read-everything' },
    rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['get', 'list'] }],
  };
  const binding = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: 'read-everything' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'read-everything' },
    subjects: [{ kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: readerUser }],
  };
  await runKubectl(cluster, ['apply', '-f', '-'], [role, binding].map((object) => JSON.stringify(object)).join('\n---\n'));
  return [role, binding];
}
