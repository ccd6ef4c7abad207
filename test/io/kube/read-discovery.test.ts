import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDiscovery } from '../../../functions/io/kube/read-discovery.ts';
import type { ReplayResponses } from '../../../functions/io/kube/replay-responses.ts';
import { createReplayListener } from '../../../functions/io/kube/replay-server.ts';
import { startFakeApiServer } from '../../support/fake-api-server.ts';
import { openFakeCluster } from '../../support/open-fake-cluster.ts';

const resource = (name: string, kind: string, more: object = {}) => ({
  resource: name,
  responseKind: { kind },
  scope: 'Namespaced',
  verbs: ['get', 'list'],
  ...more,
});

const AGGREGATED: Readonly<Record<string, unknown>> = {
  '/version': { gitVersion: 'v1.34.4' },
  '/api': {
    kind: 'APIGroupDiscoveryList',
    items: [
      {
        metadata: {},
        versions: [{ version: 'v1', freshness: 'Current', resources: [resource('namespaces', 'Namespace', { scope: 'Cluster' })] }],
      },
    ],
  },
  '/apis': {
    kind: 'APIGroupDiscoveryList',
    items: [
      {
        metadata: { name: 'autoscaling' },
        versions: [
          { version: 'v2', freshness: 'Current', resources: [resource('horizontalpodautoscalers', 'HorizontalPodAutoscaler')] },
          {
            version: 'v1',
            freshness: 'Current',
            resources: [
              resource('horizontalpodautoscalers', 'HorizontalPodAutoscaler'),
              resource('olds', 'Old'),
              { resource: 'only-below', subresources: [{}] },
            ],
          },
        ],
      },
      { metadata: { name: 'metrics.k8s.io' }, versions: [{ version: 'v1beta1', freshness: 'Stale', resources: [] }] },
      { metadata: { name: 'evil' }, versions: [{ version: 'v1', resources: [resource('../../secrets', 'Evil')] }] },
    ],
  },
};

const LEGACY: Readonly<Record<string, unknown>> = {
  '/version': { gitVersion: 'v1.24.0' },
  '/api': { kind: 'APIVersions', versions: ['v1'] },
  '/apis': {
    kind: 'APIGroupList',
    groups: [
      { name: 'apps', versions: [{ groupVersion: 'apps/v1' }, { groupVersion: 'apps/v1beta1' }] },
      { name: 'broken', versions: [{ groupVersion: 'broken/v1' }] },
    ],
  },
  '/api/v1': {
    kind: 'APIResourceList',
    resources: [
      { name: 'pods', kind: 'Pod', namespaced: true, verbs: ['list'] },
      { name: 'pods/log', kind: 'Pod', namespaced: true, verbs: ['get'] },
    ],
  },
  '/apis/apps/v1': { kind: 'APIResourceList', resources: [{ name: 'deployments', kind: 'Deployment', namespaced: true, verbs: ['list'] }] },
  '/apis/apps/v1beta1': {
    kind: 'APIResourceList',
    resources: [{ name: 'deployments', kind: 'Deployment', namespaced: true, verbs: ['list'] }],
  },
};

async function discover(
  t: Parameters<typeof openFakeCluster>[0],
  answers: Readonly<Record<string, unknown>>,
  more: ReplayResponses = () => undefined,
) {
  const responses: ReplayResponses = (request) =>
    more(request) ?? (request.path in answers ? { body: JSON.stringify(answers[request.path]) } : undefined);
  const server = await startFakeApiServer({ listener: createReplayListener(responses) });
  return { server, discovery: await readDiscovery(await openFakeCluster(t, server)) };
}

test('aggregated discovery takes three requests and leaves out subresources and names that are no path', async (t) => {
  const { server, discovery } = await discover(t, AGGREGATED);
  assert.equal(server.seen.length, 3);
  assert.equal(discovery.serverVersion, 'v1.34.4');
  assert.deepEqual(
    discovery.kinds.map(({ group, version, kind, namespaced, preferred }) => [group, version, kind, namespaced, preferred]),
    [
      ['', 'v1', 'Namespace', false, true],
      ['autoscaling', 'v2', 'HorizontalPodAutoscaler', true, true],
      ['autoscaling', 'v1', 'HorizontalPodAutoscaler', true, false],
      ['autoscaling', 'v1', 'Old', true, true],
    ],
  );
});

test('a group version that the server itself cannot reach is unreadable, by name', async (t) => {
  const { discovery } = await discover(t, AGGREGATED);
  assert.deepEqual(discovery.unreadable, [
    {
      group: 'metrics.k8s.io',
      version: 'v1beta1',
      message: 'the extension API server behind metrics.k8s.io/v1beta1 does not answer; see kubectl get apiservice v1beta1.metrics.k8s.io',
    },
  ]);
});

test('a server without aggregated discovery is asked group version by group version', async (t) => {
  const { discovery } = await discover(t, LEGACY, ({ path }) =>
    path === '/apis/broken/v1' ? { status: 503, body: JSON.stringify({ kind: 'Status', message: 'no endpoints available' }) } : undefined,
  );
  assert.deepEqual(
    discovery.kinds.map(({ version, kind, preferred }) => [version, kind, preferred]),
    [
      ['v1', 'Pod', true],
      ['v1', 'Deployment', true],
      ['v1beta1', 'Deployment', false],
    ],
  );
  assert.deepEqual(discovery.unreadable, [{ group: 'broken', version: 'v1', message: '/apis/broken/v1: no endpoints available' }]);
});

test('a closed /version is no reason to stop', async (t) => {
  const { discovery } = await discover(t, AGGREGATED, ({ path }) =>
    path === '/version' ? { status: 403, body: '{"message":"no"}' } : undefined,
  );
  assert.equal(discovery.serverVersion, 'unknown');
});
