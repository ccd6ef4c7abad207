import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createReplayListener } from '../../../functions/io/kube/replay-server.ts';
import { issueCertificate } from '../../support/certificates.ts';
import { startFakeApiServer } from '../../support/fake-api-server.ts';
import { openFakeCluster } from '../../support/open-fake-cluster.ts';
import { startHttpProxy, startSocksProxy } from '../../support/proxy-servers.ts';
import { serveObjects } from '../../support/served-cluster.ts';

const listener = createReplayListener(serveObjects([]));

test('proxy-url leads every request through one tunnel of an HTTP proxy', async (t) => {
  const server = await startFakeApiServer({ listener });
  const proxy = await startHttpProxy(t);
  const client = await openFakeCluster(t, server, { cluster: { 'proxy-url': proxy.url } });
  for (let i = 0; i < 3; i++) assert.equal((await client.get('/version')).status, 200);
  assert.deepEqual(proxy.targets, [`127.0.0.1:${server.port}`]);
});

test('proxy-url leads every request through one connection of a SOCKS proxy', async (t) => {
  const server = await startFakeApiServer({ listener });
  const proxy = await startSocksProxy(t);
  const client = await openFakeCluster(t, server, { cluster: { 'proxy-url': proxy.url } });
  for (let i = 0; i < 3; i++) assert.equal((await client.get('/version')).status, 200);
  assert.deepEqual(proxy.targets, [`127.0.0.1:${server.port}`]);
});

test('the proxy that the environment names is used, but never for the machine itself', async (t) => {
  const server = await startFakeApiServer({ listener });
  const proxy = await startHttpProxy(t);
  const environment = { HTTPS_PROXY: proxy.url };
  const local = await openFakeCluster(t, server, { options: { environment } });
  assert.equal((await local.get('/version')).status, 200);
  assert.deepEqual(proxy.targets, []);
  const certificate = issueCertificate(server.authority, { name: 'api', hosts: ['api.test'] });
  const remote = await startFakeApiServer({ listener, authority: server.authority, certificate });
  const client = await openFakeCluster(t, remote, { cluster: { server: `https://api.test:${remote.port}` }, options: { environment } });
  assert.equal((await client.get('/version')).status, 200);
  assert.deepEqual(proxy.targets, [`api.test:${remote.port}`]);
});

test('a proxy that opens no tunnel is told as the cause', async (t) => {
  const server = await startFakeApiServer({ listener });
  const proxy = await startHttpProxy(t);
  const client = await openFakeCluster(t, server, { cluster: { server: 'https://api.invalid', 'proxy-url': proxy.url } });
  await assert.rejects(client.get('/version'), {
    reason: 'unreachable',
    message: /proxy did not open/,
    advice: 'check proxy-url of the cluster entry',
  });
});
