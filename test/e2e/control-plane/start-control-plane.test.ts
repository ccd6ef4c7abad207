import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { sendApiRequest } from './api-request.ts';
import { obtainControlPlane, requireControllers } from './obtain-control-plane.ts';
import { readAuditLog } from './read-audit-log.ts';
import { type ControlPlane, startControlPlane } from './start-control-plane.ts';

const execFileAsync = promisify(execFile);
const obtained = await obtainControlPlane();

describe('a control plane for tests', { skip: 'skip' in obtained ? obtained.skip : false }, () => {
  let cluster: ControlPlane;
  before(async () => {
    if ('binaries' in obtained) cluster = await startControlPlane(obtained.binaries);
  });
  after(() => cluster?.stop());

  it('lets kubectl in as administrator', async () => {
    const args = ['--kubeconfig', cluster.adminKubeconfigPath, 'get', 'namespaces', '-o', 'name'];
    const { stdout } = await execFileAsync(cluster.kubectlPath, args);
    assert.match(stdout, /^namespace\/default$/m);
  });

  it('gives the reader discovery and nothing else', async () => {
    const access = { url: cluster.url, caFile: cluster.caFile, token: cluster.readerToken };
    assert.equal((await sendApiRequest(access, { method: 'GET', path: '/apis' })).status, 200);
    assert.equal((await sendApiRequest(access, { method: 'GET', path: '/api/v1/namespaces' })).status, 403);
  });

  it('records every request with its user and verb', async () => {
    const access = { url: cluster.url, caFile: cluster.caFile, token: cluster.readerToken };
    await sendApiRequest(access, { method: 'DELETE', path: '/api/v1/namespaces/default', userAgent: 'curl/8' });
    const event = (await readAuditLog(cluster.auditLogPath, 'reader')).at(-1);
    assert.deepEqual([event?.verb, event?.userAgent, event?.responseStatus?.code], ['delete', 'curl/8', 403]);
  });

  it('has controllers at work: a Deployment gets its ReplicaSet', { skip: 'skip' in requireControllers(obtained) }, async () => {
    const access = { url: cluster.url, caFile: cluster.caFile, token: cluster.adminToken };
    const kubectl = (...args: string[]) => execFileAsync(cluster.kubectlPath, ['--kubeconfig', cluster.adminKubeconfigPath, ...args]);
    await kubectl('create', 'deployment', 'web', '--image=registry.example/web:1');
    const path = '/apis/apps/v1/namespaces/default/replicasets?labelSelector=app%3Dweb';
    for (let attempt = 0; attempt < 200; attempt++) {
      const { body } = await sendApiRequest(access, { method: 'GET', path });
      if ((body as { items: unknown[] }).items.length === 1) return;
      await sleep(50);
    }
    assert.fail('no ReplicaSet after ten seconds');
  });

  it('leaves nothing behind after stop()', async () => {
    const other = await startControlPlane('binaries' in obtained ? obtained.binaries : assert.fail());
    await other.stop();
    assert.equal(existsSync(other.directory), false);
    await assert.rejects(fetch(other.url), /fetch failed/);
  });

  it('ends with its process, even one that was killed', async () => {
    const source = `
      const { startControlPlane } = await import(${JSON.stringify(join(import.meta.dirname, 'start-control-plane.ts'))});
      const { url, directory } = await startControlPlane(${JSON.stringify('binaries' in obtained ? obtained.binaries : null)});
      console.log(url, directory);
      process.kill(process.pid, 'SIGKILL');`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', source], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [url = '', directory = ''] = (await text(child.stdout)).trim().split(' ');
    assert.match(url, /^https:/);
    for (let attempt = 0; attempt < 100 && (await isListening(url)); attempt++) await sleep(50);
    assert.equal(await isListening(url), false);
    for (let attempt = 0; attempt < 100 && existsSync(directory); attempt++) await sleep(50);
    assert.equal(existsSync(directory), false);
  });
});

function isListening(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
