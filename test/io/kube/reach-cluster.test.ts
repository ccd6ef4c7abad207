import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PlumblineError } from '../../../functions/core/errors.ts';
import { openCluster } from '../../../functions/io/kube/open-cluster.ts';
import { readDiscovery } from '../../../functions/io/kube/read-discovery.ts';
import { createReplayListener, sendStatus } from '../../../functions/io/kube/replay-server.ts';
import { createAuthority, issueCertificate } from '../../support/certificates.ts';
import { startFakeApiServer } from '../../support/fake-api-server.ts';
import { HASTY_LIMITS, openFakeCluster } from '../../support/open-fake-cluster.ts';
import { serveObjects } from '../../support/served-cluster.ts';

const listener = createReplayListener(serveObjects([]));
const hosts = ['127.0.0.1'];
const HOUR = 3_600_000;

async function failToReach(opened: Promise<Parameters<typeof readDiscovery>[0]>): Promise<PlumblineError> {
  const error = await readDiscovery(await opened).then(
    () => assert.fail('the cluster was reached'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof PlumblineError, String(error));
  return error;
}

test('a server that refuses connections is unreachable, with its address and what to check', async () => {
  const error = await failToReach(openCluster({ from: { server: 'https://127.0.0.1:1' }, limits: HASTY_LIMITS }));
  assert.equal(error.code, 'unreachable');
  assert.match(error.message, /https:\/\/127\.0\.0\.1:1: connection refused/);
  assert.match(error.advice ?? '', /server:/);
});

test('a host name that does not resolve is told by its name', async () => {
  const error = await failToReach(openCluster({ from: { server: 'https://no-such-host.invalid' }, limits: HASTY_LIMITS }));
  assert.match(error.message, /no-such-host\.invalid/);
  assert.match(error.message, /resolve/);
});

test('an expired server certificate is told with the day on which it expired', async (t) => {
  const authority = createAuthority();
  const until = new Date('2024-02-03T04:05:06Z');
  const certificate = issueCertificate(authority, { name: 'api', hosts, from: new Date('2023-02-03T00:00:00Z'), until });
  const error = await failToReach(openFakeCluster(t, await startFakeApiServer({ listener, authority, certificate })));
  assert.equal(error.code, 'unreachable');
  assert.match(error.message, /expired on 2024-02-03T04:05:06/);
});

test('a server certificate from the future points to a clock that is off', async (t) => {
  const authority = createAuthority();
  const certificate = issueCertificate(authority, {
    name: 'api',
    hosts,
    from: new Date(Date.now() + HOUR),
    until: new Date(Date.now() + 2 * HOUR),
  });
  const error = await failToReach(openFakeCluster(t, await startFakeApiServer({ listener, authority, certificate })));
  assert.match(error.message, /not yet valid/);
  assert.match(error.advice ?? '', /clock/);
});

test('a server certificate of another authority is refused, and advice names certificate-authority', async (t) => {
  const authority = createAuthority('right');
  const certificate = issueCertificate(createAuthority('wrong authority'), { name: 'api', hosts });
  const error = await failToReach(openFakeCluster(t, await startFakeApiServer({ listener, authority, certificate })));
  assert.match(error.message, /wrong authority/);
  assert.match(error.advice ?? '', /certificate-authority/);
});

test('a server certificate for another name is refused and its names are told; tls-server-name makes it good', async (t) => {
  const authority = createAuthority();
  const certificate = issueCertificate(authority, { name: 'api', hosts: ['kubernetes.internal'] });
  const server = await startFakeApiServer({ listener, authority, certificate });
  const error = await failToReach(openFakeCluster(t, server));
  assert.match(error.message, /not for 127\.0\.0\.1 but for DNS:kubernetes\.internal/);
  const named = await startFakeApiServer({ listener, authority, certificate });
  const client = await openFakeCluster(t, named, { cluster: { 'tls-server-name': 'kubernetes.internal' } });
  assert.equal((await readDiscovery(client)).serverVersion, 'v1.34.4');
});

test('insecure-skip-tls-verify reaches a server whose certificate nobody signed', async (t) => {
  const certificate = createAuthority('nobody');
  const server = await startFakeApiServer({ listener, certificate });
  const client = await openFakeCluster(t, server, { cluster: { 'certificate-authority-data': '', 'insecure-skip-tls-verify': true } });
  assert.equal((await readDiscovery(client)).serverVersion, 'v1.34.4');
});

test('an https address whose port speaks plain http is told as such', async (t) => {
  const server = await startFakeApiServer({ listener, insecure: true });
  const error = await failToReach(openFakeCluster(t, server, { cluster: { server: `https://127.0.0.1:${server.port}` } }));
  assert.match(error.message, /does not speak TLS/);
});

test('a redirect is never followed: the other host sees no request and no credential', async (t) => {
  const other = await startFakeApiServer({ listener });
  t.after(other.stop);
  const server = await startFakeApiServer({ listener: (_in, out) => out.writeHead(302, { location: `${other.url}/login?state=x` }).end() });
  const error = await failToReach(openFakeCluster(t, server));
  assert.equal(error.code, 'unreachable');
  assert.match(error.message, new RegExp(`redirected to ${other.url};`));
  assert.deepEqual(other.seen, []);
});

test('a login page with status 200 is no API server', async (t) => {
  const server = await startFakeApiServer({
    listener: (_in, out) => out.writeHead(200, { 'content-type': 'text/html' }).end('<html>Log in</html>'),
  });
  const error = await failToReach(openFakeCluster(t, server));
  assert.match(error.message, /a web page instead of JSON/);
});

test('JSON that is no list of APIs is no API server', async (t) => {
  const server = await startFakeApiServer({
    listener: (_in, out) => out.writeHead(200, { 'content-type': 'application/json' }).end('{"hello":"world"}'),
  });
  const error = await failToReach(openFakeCluster(t, server));
  assert.match(error.message, /no list of Kubernetes APIs/);
});

test('a server that never answers is given up after the idle time', async (t) => {
  const server = await startFakeApiServer({ listener: () => {} });
  const error = await failToReach(openFakeCluster(t, server, { options: { limits: { ...HASTY_LIMITS, idle: 60 } } }));
  assert.equal(error.code, 'unreachable');
  assert.match(error.message, /not a single byte/);
});

test('an account that may not even read discovery is told so', async (t) => {
  const server = await startFakeApiServer({ listener: (_in, out) => sendStatus(out, 403, 'forbidden: User "x" cannot get path "/api"') });
  const error = await failToReach(openFakeCluster(t, server));
  assert.equal(error.code, 'authentication');
  assert.match(error.message, /cannot get path/);
});
