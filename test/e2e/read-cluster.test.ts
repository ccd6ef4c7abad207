import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { asJsonObject } from '../../functions/core/json.ts';
import { nameOf } from '../../functions/core/kube-object.ts';
import type { Discovery, KindRead } from '../../functions/core/live-state.ts';
import type { KubeClient } from '../../functions/io/kube/kube-client.ts';
import { openCluster } from '../../functions/io/kube/open-cluster.ts';
import { readDiscovery } from '../../functions/io/kube/read-discovery.ts';
import { readLive } from '../../functions/io/kube/read-live.ts';
import { readSchemas } from '../../functions/io/kube/read-schemas.ts';
import { sendApiRequest } from './control-plane/api-request.ts';
import { obtainControlPlane } from './control-plane/obtain-control-plane.ts';
import { readAuditLog } from './control-plane/read-audit-log.ts';
import { type ControlPlane, startControlPlane } from './control-plane/start-control-plane.ts';

const obtained = await obtainControlPlane();
const ROLE = '/apis/rbac.authorization.k8s.io/v1';
const READ_ALL_BUT_SECRETS = [
  { apiGroups: [''], resources: ['configmaps', 'namespaces', 'serviceaccounts', 'services'], verbs: ['get', 'list'] },
  { apiGroups: ['apps', 'rbac.authorization.k8s.io'], resources: ['*'], verbs: ['get', 'list'] },
];

describe('reading a real API server', { skip: 'skip' in obtained ? obtained.skip : false }, () => {
  let cluster: ControlPlane;
  let client: KubeClient;
  let discovery: Discovery;
  const cacheDirectory = mkdtempSync(join(tmpdir(), 'plumbline-schemas-'));
  before(async () => {
    cluster = await startControlPlane('binaries' in obtained ? obtained.binaries : assert.fail());
    const admin = { url: cluster.url, caFile: cluster.caFile, token: cluster.adminToken };
    const create = (path: string, body: object) => sendApiRequest(admin, { method: 'POST', path, body });
    await create(`${ROLE}/clusterroles`, { metadata: { name: 'plumbline' }, rules: READ_ALL_BUT_SECRETS });
    const subjects = [{ kind: 'User', name: 'reader', apiGroup: 'rbac.authorization.k8s.io' }];
    const roleRef = { kind: 'ClusterRole', name: 'plumbline', apiGroup: 'rbac.authorization.k8s.io' };
    await create(`${ROLE}/clusterrolebindings`, { metadata: { name: 'plumbline' }, roleRef, subjects });
    for (let i = 0; i < 25; i++)
      await create('/api/v1/namespaces/default/configmaps', { metadata: { name: `page-${i}` }, data: { i: `${i}` } });
    client = await openCluster({ from: { kubeconfig: [cluster.readerKubeconfigPath] } });
    discovery = await readDiscovery(client);
  });
  after(async () => {
    client?.close();
    rmSync(cacheDirectory, { recursive: true, force: true });
    await cluster?.stop();
  });

  const find = (kind: string, mode: KindRead['mode']): KindRead => {
    const served = discovery.kinds.find((candidate) => candidate.kind === kind && candidate.preferred);
    return served === undefined ? assert.fail(`${kind} is not served`) : { served, mode };
  };

  it('learns what is served in three requests', () => {
    assert.match(discovery.serverVersion, /^v1\.\d+\.\d+/);
    assert.deepEqual(discovery.unreadable, []);
    assert.equal(find('Deployment', 'full').served.version, 'v1');
    assert.equal(find('HorizontalPodAutoscaler', 'full').served.version, 'v2');
  });

  for (const mode of ['full', 'metadata'] as const) {
    it(`reads every page of a list once in ${mode} mode`, async () => {
      const names: (string | undefined)[] = [];
      const kinds = new Set<unknown>();
      const onPage: Parameters<typeof readLive>[2]['onPage'] = ({ objects }) => {
        names.push(...objects.map(nameOf));
        for (const object of objects) kinds.add(object['kind']);
      };
      assert.deepEqual(await readLive(client, [find('ConfigMap', mode)], { pageSize: 7, onPage, onRestart: () => {} }), []);
      assert.equal(names.filter((name) => name?.startsWith('page-')).length, 25);
      assert.equal(new Set(names).size >= 25, true);
      assert.deepEqual([...kinds], ['ConfigMap']);
    });
  }

  it('leaves the one kind unchecked that the account may not list', async () => {
    const reads = [find('Secret', 'full'), find('Service', 'full')];
    const unchecked = await readLive(client, reads, { onPage: () => {}, onRestart: () => {} });
    assert.deepEqual(
      unchecked.map(({ kind, reason, http }) => [kind, reason, http]),
      [['Secret', 'forbidden', 403]],
    );
    assert.match(unchecked[0]?.message ?? '', /\{apiGroups: \[""\], resources: \["secrets"\], verbs: \["get", "list"\]\}/);
  });

  it('reads a schema once and then knows it by its hash', async () => {
    const derive = (document: object) => ({ fields: Object.keys(asJsonObject({ ...document })) });
    const read = () => readSchemas(client, [{ group: 'apps', version: 'v1' }], { derive, deriveVersion: '1', cacheDirectory });
    assert.deepEqual((await read()).unread, []);
    const before = client.cost().requests;
    assert.equal((await read()).schemas.has('apps/v1'), true);
    assert.equal(client.cost().requests, before + 1);
  });

  it('has sent nothing but get and list, as the audit log of the API server has it', async () => {
    const events = await readAuditLog(cluster.auditLogPath, 'reader');
    assert.equal(events.length > 10, true);
    assert.deepEqual([...new Set(events.map(({ verb }) => verb))].sort(), ['get', 'list']);
    assert.equal(
      events.every(({ userAgent }) => userAgent === 'plumbline'),
      true,
    );
  });
});
