import type { ReplayResponses } from '../../functions/io/kube/replay-responses.ts';
import { createReplayListener } from '../../functions/io/kube/replay-server.ts';
import { type FakeApiServer, startFakeApiServer } from './fake-api-server.ts';
import { serveObjects } from './served-cluster.ts';

/** The manifest of the one ConfigMap that the small cluster holds, as git declares it. */
export const SETTINGS = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n  namespace: default\ndata:\n  level: info\n';

const BY_HAND = {
  manager: 'kubectl-edit',
  operation: 'Update',
  apiVersion: 'v1',
  time: '2026-11-20T10:00:00Z',
  fieldsType: 'FieldsV1',
  fieldsV1: { 'f:data': { '.': {}, 'f:level': {} } },
};

/** What answers for a cluster whose `settings` somebody changed to `level`; `debug` is drift. */
export function answerAsSmallCluster(level = 'debug'): ReplayResponses {
  const metadata = {
    name: 'settings',
    namespace: 'default',
    uid: '0b5e2c1e-0000-4000-8000-000000000001',
    resourceVersion: '7',
    creationTimestamp: '2026-11-02T10:00:00Z',
    managedFields: [BY_HAND],
  };
  const settings = { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { level } };
  const objects = serveObjects([
    { group: '', version: 'v1', kind: 'ConfigMap', resource: 'configmaps', objects: [settings] },
    { group: '', version: 'v1', kind: 'Service', resource: 'services', objects: [] },
  ]);
  return (request) => {
    if (request.path === '/openapi/v3')
      return { body: JSON.stringify({ paths: { 'api/v1': { serverRelativeURL: '/openapi/v3/api/v1' } } }) };
    return request.path === '/openapi/v3/api/v1' ? { body: JSON.stringify(SCHEMA) } : objects(request);
  };
}

const SCHEMA = {
  components: {
    schemas: {
      'io.k8s.api.core.v1.ConfigMap': {
        type: 'object',
        properties: { data: { type: 'object', additionalProperties: { type: 'string' } } },
        'x-kubernetes-group-version-kind': [{ group: '', version: 'v1', kind: 'ConfigMap' }],
      },
    },
  },
};

/** A small cluster over TLS. `admits`: whether the credentials of a request are good; absent: all are. */
export function startSmallCluster(
  level = 'debug',
  admits: (authorization: string | undefined) => boolean = () => true,
): Promise<FakeApiServer> {
  const answer = createReplayListener(answerAsSmallCluster(level), (_request, incoming, outgoing) => {
    if (admits(incoming.headers.authorization)) return false;
    outgoing.writeHead(401, { 'content-type': 'application/json' });
    outgoing.end(JSON.stringify({ kind: 'Status', status: 'Failure', code: 401, message: 'Unauthorized' }));
    return true;
  });
  return startFakeApiServer({ listener: answer });
}
