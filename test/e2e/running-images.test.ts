import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { asJsonObject, asString, isJsonList, type Json, type JsonObject } from '../../functions/core/json.ts';
import { sendApiRequest } from './control-plane/api-request.ts';
import { obtainControlPlane } from './control-plane/obtain-control-plane.ts';
import { readAuditLog } from './control-plane/read-audit-log.ts';
import { type ControlPlane, startControlPlane } from './control-plane/start-control-plane.ts';
import { commitRepository } from './support/commit-repository.ts';
import { runKubectl } from './support/run-kubectl.ts';
import { runPlumbline } from './support/run-plumbline.ts';

const obtained = await obtainControlPlane();
const [A, B] = [`sha256:${'a'.repeat(64)}`, `sha256:${'b'.repeat(64)}`];
const program = join(import.meta.dirname, '../../functions/cli/bin.js');

const workload = (kind: string, name: string, image: string): object => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name, namespace: 'default' },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: name } },
    template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'main', image }] } },
  },
});

const GIT = [
  workload('Deployment', 'pinned', `registry.example.com/pinned:1@${A}`),
  workload('Deployment', 'tagged', 'registry.example.com/tagged:1'),
];

describe('images that Pods of a real API server run', { skip: 'skip' in obtained ? obtained.skip : false }, () => {
  let cluster: ControlPlane;
  let repository: string;
  const admin = () => ({ url: cluster.url, caFile: cluster.caFile, token: cluster.adminToken });
  const listPods = async (app: string): Promise<readonly JsonObject[]> => {
    const { body } = await sendApiRequest(admin(), { method: 'GET', path: `/api/v1/namespaces/default/pods?labelSelector=app%3D${app}` });
    const { items } = asJsonObject(body as Json);
    return isJsonList(items) ? items.map((item) => asJsonObject(item)) : [];
  };
  /** What a kubelet would write, since there are no nodes. */
  const setRunning = async (app: string, digests: readonly string[]): Promise<void> => {
    let pods = await listPods(app);
    for (let tries = 0; pods.length < digests.length && tries < 200; tries++) {
      await sleep(100);
      pods = await listPods(app);
    }
    for (const [i, pod] of pods.entries()) {
      const name = asString(asJsonObject(pod['metadata'])['name']) ?? '';
      const status = {
        name: 'main',
        image: 'as/the:node',
        imageID: `registry.example.com/x@${digests[i]}`,
        ready: true,
        restartCount: 0,
        state: { running: {} },
      };
      const body = { status: { phase: 'Running', containerStatuses: [status] } };
      const path = `/api/v1/namespaces/default/pods/${name}/status`;
      const answer = await sendApiRequest(admin(), { method: 'PATCH', path, body, contentType: 'application/merge-patch+json' });
      assert.equal(answer.status, 200, JSON.stringify(answer.body));
    }
  };

  before(async () => {
    cluster = await startControlPlane('binaries' in obtained ? obtained.binaries : assert.fail());
    const text = GIT.map((object) => JSON.stringify(object)).join('\n---\n');
    await runKubectl(cluster, ['apply', '-f', '-'], text);
    repository = join(cluster.directory, 'repository');
    await commitRepository(repository, { 'all.yaml': text });
    const role = (args: readonly string[]) => execFileSync(process.execPath, [program, 'rbac', '--user', 'reader', ...args]).toString();
    await runKubectl(cluster, ['apply', '-f', '-'], role([]));
    await setRunning('pinned', [A, A]);
    await setRunning('tagged', [A, A]);
  });
  after(() => cluster?.stop());

  it('are out of reach of the usual role, and the report says so', async () => {
    const { code, report } = await runPlumbline(cluster, repository, ['--images', '--no-unmanaged']);
    assert.equal(code, 3);
    assert.deepEqual(
      report.unchecked.map((item) => (item.type === 'kind' ? [item.kind, item.reason] : item.type)),
      [['Pod', 'forbidden']],
    );
  });

  it('are what git pins, with the role that rbac --with-images prints', async () => {
    const text = execFileSync(process.execPath, [program, 'rbac', '--user', 'reader', '--with-images']).toString();
    await runKubectl(cluster, ['apply', '-f', '-'], text);
    const { code, report } = await runPlumbline(cluster, repository, ['--images', '--no-unmanaged']);
    assert.deepEqual([code, report.differences, report.unchecked], [0, [], []]);
    assert.deepEqual(
      report.images?.running.map(({ ref, digests }) => [ref.kind, ref.name, digests]),
      [
        ['Deployment', 'pinned', [{ digest: A, pods: 2 }]],
        ['Deployment', 'tagged', [{ digest: A, pods: 2 }]],
      ],
    );
  });

  it('are found where the tag was moved, and drift where git pins another digest', async () => {
    await setRunning('pinned', [A, B]);
    await setRunning('tagged', [A, B]);
    const { code, report } = await runPlumbline(cluster, repository, ['--images', '--no-unmanaged']);
    assert.equal(code, 1);
    assert.deepEqual(
      report.differences.flatMap((difference) =>
        difference.type === 'modified' ? difference.fields.map(({ at, note }) => [difference.ref.name, at, note]) : [],
      ),
      [['pinned', '.spec.template.spec.containers[name="main"].image', '1 of 2 running Pods runs another digest than git pins.']],
    );
    assert.deepEqual(
      report.images?.movedTags.map(({ ref }) => ref.name),
      ['tagged'],
    );
  });

  it('are read with get and list and nothing else', async () => {
    const verbs = (await readAuditLog(cluster.auditLogPath, 'reader')).map(({ verb }) => verb);
    assert.deepEqual([...new Set(verbs)].sort(), ['get', 'list']);
  });
});
