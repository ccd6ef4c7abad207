import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { TLSSocket } from 'node:tls';
import { PlumblineError } from '../../../functions/core/errors.ts';
import { selectInCluster } from '../../../functions/io/kube/in-cluster.ts';
import { createKubeClient } from '../../../functions/io/kube/kube-client.ts';
import { createKubeconfigAccess } from '../../../functions/io/kube/kubeconfig-access.ts';
import { openCluster } from '../../../functions/io/kube/open-cluster.ts';
import { readDiscovery } from '../../../functions/io/kube/read-discovery.ts';
import { createReplayListener, sendStatus } from '../../../functions/io/kube/replay-server.ts';
import { createAuthority, issueCertificate } from '../../support/certificates.ts';
import { type FakeApiServer, startFakeApiServer } from '../../support/fake-api-server.ts';
import { clusterEntry, makeDirectory, openFakeCluster, writeKubeconfig } from '../../support/open-fake-cluster.ts';
import { serveObjects } from '../../support/served-cluster.ts';

const serve = createReplayListener(serveObjects([]));

/** Lets in who sends this Authorization header. */
function admit(accepted: () => string): RequestListener {
  return (incoming, outgoing) => {
    if (incoming.headers.authorization === accepted()) return serve(incoming, outgoing);
    sendStatus(outgoing, 401, 'Unauthorized');
  };
}

function writeScript(directory: string, lines: readonly string[]): string {
  const path = join(directory, 'plugin.sh');
  writeFileSync(path, `#!/bin/sh\n${lines.join('\n')}\n`);
  chmodSync(path, 0o755);
  return path;
}

const credential = (status: object) => JSON.stringify({ kind: 'ExecCredential', apiVersion: 'client.authentication.k8s.io/v1', status });
const execUser = (exec: object) => ({ exec: { apiVersion: 'client.authentication.k8s.io/v1', interactiveMode: 'Never', ...exec } });

async function failWith(code: string, work: Promise<unknown>): Promise<PlumblineError> {
  const error = await work.then(
    () => assert.fail('nothing failed'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof PlumblineError, String(error));
  assert.equal(error.code, code);
  return error;
}

test('a wrong token is an authentication error that holds no token', async (t) => {
  const server = await startFakeApiServer({ listener: admit(() => 'Bearer other') });
  const client = await openFakeCluster(t, server, { user: { token: 'very-secret-token' } });
  const error = await failWith('authentication', readDiscovery(client));
  assert.match(error.message, /does not accept the credentials: Unauthorized/);
  assert.match(error.advice ?? '', /test-user/);
  assert.doesNotMatch(`${error.message}${error.advice}${error.stack}`, /very-secret/);
});

test('a token that says itself that it has expired is told with its day', async (t) => {
  const claims = Buffer.from(JSON.stringify({ exp: Date.parse('2024-05-06T00:00:00Z') / 1000 })).toString('base64url');
  const server = await startFakeApiServer({ listener: admit(() => 'nobody') });
  const client = await openFakeCluster(t, server, { user: { token: `e30.${claims}.sig` } });
  const error = await failWith('authentication', readDiscovery(client));
  assert.match(error.advice ?? '', /expired on 2024-05-06/);
});

test('clocks that differ are named where credentials are refused', async (t) => {
  const server = await startFakeApiServer({
    listener: (_incoming, outgoing) => {
      outgoing.setHeader('date', new Date(Date.now() + 3_600_000).toUTCString());
      sendStatus(outgoing, 401, 'Unauthorized');
    },
  });
  const error = await failWith('authentication', readDiscovery(await openFakeCluster(t, server)));
  assert.match(error.advice ?? '', /60 minutes ahead of this machine/);
});

test('username and password are sent as basic authentication', async (t) => {
  const server = await startFakeApiServer({ listener: admit(() => `Basic ${Buffer.from('joe:pass').toString('base64')}`) });
  await readDiscovery(await openFakeCluster(t, server, { user: { username: 'joe', password: 'pass' } }));
});

test('a client certificate from files beside the kubeconfig is presented', async (t) => {
  const authority = createAuthority();
  const { cert, key } = issueCertificate(authority, { name: 'alice', organization: 'viewers' });
  const listener: RequestListener = (incoming, outgoing) => {
    const peer = incoming.socket instanceof TLSSocket ? incoming.socket.getPeerCertificate().subject?.CN : undefined;
    return peer === 'alice' ? serve(incoming, outgoing) : sendStatus(outgoing, 401, 'Unauthorized');
  };
  const server = await startFakeApiServer({ listener, authority, tls: { requestCert: true, ca: authority.cert } });
  t.after(server.stop);
  const directory = makeDirectory(t);
  mkdirSync(join(directory, 'pki'));
  writeFileSync(join(directory, 'pki/alice.crt'), cert);
  writeFileSync(join(directory, 'pki/alice.key'), key);
  writeFileSync(join(directory, 'pki/ca.crt'), authority.cert);
  const cluster = { server: server.url, 'certificate-authority': 'pki/ca.crt' };
  const path = writeKubeconfig(directory, cluster, { 'client-certificate': 'pki/alice.crt', 'client-key': 'pki/alice.key' });
  const client = await openCluster({ from: { kubeconfig: [path] } });
  await readDiscovery(client);
  assert.equal(server.countConnections() <= 3, true);
  client.close();
});

test('an expired client certificate that is refused is told with its day', async (t) => {
  const authority = createAuthority();
  const { cert, key } = issueCertificate(authority, { name: 'alice', from: new Date('2024-01-01'), until: new Date('2025-01-01') });
  const server = await startFakeApiServer({
    listener: admit(() => 'nobody'),
    authority,
    tls: { requestCert: true, rejectUnauthorized: false, ca: authority.cert },
  });
  const user = { 'client-certificate-data': Buffer.from(cert).toString('base64'), 'client-key-data': Buffer.from(key).toString('base64') };
  const error = await failWith('authentication', readDiscovery(await openFakeCluster(t, server, { user })));
  assert.match(error.advice ?? '', /client certificate of user "test-user" expired on 2025-01-01/);
});

test('a token file is read again when its token is refused in the middle of a check', async (t) => {
  let accepted = 'Bearer first';
  const server = await startFakeApiServer({ listener: admit(() => accepted) });
  t.after(server.stop);
  const directory = makeDirectory(t);
  writeFileSync(join(directory, 'token'), 'first\n');
  const client = await openCluster({ from: { kubeconfig: [writeKubeconfig(directory, clusterEntry(server), { tokenFile: 'token' })] } });
  t.after(client.close);
  await readDiscovery(client);
  writeFileSync(join(directory, 'token'), 'second\n');
  accepted = 'Bearer second';
  await Promise.all([client.get('/version'), client.get('/version'), client.get('/version')]);
  assert.equal((await client.get('/version')).status, 200);
  assert.equal(server.countConnections() <= 3, true, 'the connections were kept');
});

test('an exec plugin gets its environment, arguments and the cluster, and its token is used', async (t) => {
  const server = await startFakeApiServer({ listener: admit(() => 'Bearer from-plugin-eu') });
  const directory = makeDirectory(t);
  const command = writeScript(directory, [
    `echo "$KUBERNETES_EXEC_INFO" > "${directory}/info"`,
    `echo '${credential({ token: 'from-plugin-REGION' })}' | sed "s/REGION/$REGION$1/"`,
  ]);
  const exec = { command, args: ['u'], env: [{ name: 'REGION', value: 'e' }], provideClusterInfo: true };
  await readDiscovery(await openFakeCluster(t, server, { user: execUser(exec) }));
  const info = JSON.parse(readFileSync(join(directory, 'info'), 'utf8'));
  assert.equal(info.kind, 'ExecCredential');
  assert.equal(info.spec.interactive, false);
  assert.equal(info.spec.cluster.server, server.url);
});

test('an exec plugin runs once for requests sent together, and again when its credential has expired', async (t) => {
  const server = await startFakeApiServer({ listener: admit(() => 'Bearer fresh') });
  const directory = makeDirectory(t);
  const soon = new Date(Date.now() + 400).toISOString();
  const command = writeScript(directory, [
    `echo run >> "${directory}/runs"`,
    `echo '${credential({ token: 'fresh', expirationTimestamp: soon })}'`,
  ]);
  const client = await openFakeCluster(t, server, { user: execUser({ command }) });
  await Promise.all([client.get('/version'), client.get('/version'), client.get('/version')]);
  assert.equal(readFileSync(join(directory, 'runs'), 'utf8'), 'run\n');
  await new Promise((resolve) => setTimeout(resolve, 450));
  await Promise.all([client.get('/version'), client.get('/version')]);
  assert.equal(readFileSync(join(directory, 'runs'), 'utf8').startsWith('run\nrun\n'), true);
});

test('a token of an exec plugin that is refused is asked for once more', async (t) => {
  const server = await startFakeApiServer({ listener: admit(() => 'Bearer token-2') });
  const directory = makeDirectory(t);
  const command = writeScript(directory, [
    `echo run >> "${directory}/runs"`,
    `n=$(grep -c run "${directory}/runs")`,
    `echo '${credential({ token: 'token-N' })}' | sed "s/N/$n/"`,
  ]);
  const client = await openFakeCluster(t, server, { user: execUser({ command }) });
  assert.equal((await client.get('/version')).status, 200);
});

test('a client certificate that an exec plugin gives out is presented', async (t) => {
  const authority = createAuthority();
  const { cert, key } = issueCertificate(authority, { name: 'bob' });
  const listener: RequestListener = (incoming, outgoing) => {
    const peer = incoming.socket instanceof TLSSocket ? incoming.socket.getPeerCertificate().subject?.CN : undefined;
    return peer === 'bob' ? serve(incoming, outgoing) : sendStatus(outgoing, 401, 'Unauthorized');
  };
  const server = await startFakeApiServer({
    listener,
    authority,
    tls: { requestCert: true, rejectUnauthorized: false, ca: authority.cert },
  });
  const directory = makeDirectory(t);
  writeFileSync(join(directory, 'credential.json'), credential({ clientCertificateData: cert, clientKeyData: key }));
  const command = writeScript(directory, [`cat "${directory}/credential.json"`]);
  await readDiscovery(await openFakeCluster(t, server, { user: execUser({ command }) }));
});

test('a token with a line break inside is refused before it is sent, and not shown', async (t) => {
  const server = await startFakeApiServer({ listener: serve });
  t.after(server.stop);
  const error = await failWith('kubeconfig', openFakeCluster(t, server, { user: { token: 'half-a\nsecret' } }));
  assert.doesNotMatch(error.message, /half-a/);
});

test('a missing exec plugin is named, with its installation hint', async (t) => {
  const server = await startFakeApiServer({ listener: serve });
  t.after(server.stop);
  const user = execUser({ command: 'no-such-plugin', installHint: 'brew install no-such-plugin' });
  const error = await failWith('kubeconfig', openFakeCluster(t, server, { user }));
  assert.match(error.message, /no-such-plugin of user "test-user" is not there/);
  assert.equal(error.advice, 'brew install no-such-plugin');
});

test('an exec plugin that fails is named with the first line it says, without tokens', async (t) => {
  const server = await startFakeApiServer({ listener: serve });
  t.after(server.stop);
  const command = writeScript(makeDirectory(t), [
    'echo "session of eyJhbGciOiJSUzI1NiJ9.e30.c2ln expired, run: sso login" >&2',
    'echo more >&2',
    'exit 3',
  ]);
  const error = await failWith('kubeconfig', openFakeCluster(t, server, { user: execUser({ command }) }));
  assert.match(error.message, /exit code 3: session of \(masked\) expired, run: sso login$/);
});

test('an exec plugin that must ask is not run without a terminal', async (t) => {
  const server = await startFakeApiServer({ listener: serve });
  t.after(server.stop);
  const error = await failWith('kubeconfig', openFakeCluster(t, server, { user: execUser({ command: 'sh', interactiveMode: 'Always' }) }));
  assert.match(error.message, /no terminal/);
});

test('a legacy auth-provider is served by client-node', async (t) => {
  const server = await startFakeApiServer({ listener: admit(() => 'Bearer e30.eyJleHAiOjk5OTk5OTk5OTl9.sig') });
  const user = { 'auth-provider': { name: 'oidc', config: { 'id-token': 'e30.eyJleHAiOjk5OTk5OTk5OTl9.sig' } } };
  await readDiscovery(await openFakeCluster(t, server, { user }));
});

test('impersonation in the kubeconfig is passed on', async (t) => {
  let headers: Record<string, unknown> = {};
  const server: FakeApiServer = await startFakeApiServer({
    listener: (incoming, outgoing) => {
      headers = incoming.headers;
      serve(incoming, outgoing);
    },
  });
  await readDiscovery(await openFakeCluster(t, server, { user: { token: 'x', as: 'viewer', 'as-groups': ['a', 'b'] } }));
  assert.equal(headers['impersonate-user'], 'viewer');
  assert.equal(headers['impersonate-group'], 'a, b');
});

test('inside a pod the ServiceAccount token and authority are used', async (t) => {
  const server = await startFakeApiServer({ listener: admit(() => 'Bearer pod-token') });
  t.after(server.stop);
  const directory = makeDirectory(t);
  writeFileSync(join(directory, 'token'), 'pod-token');
  writeFileSync(join(directory, 'ca.crt'), server.authority.cert);
  const environment = { KUBERNETES_SERVICE_HOST: '127.0.0.1', KUBERNETES_SERVICE_PORT: String(server.port) };
  const client = createKubeClient(createKubeconfigAccess(selectInCluster(environment, directory), { environment, interactive: false }));
  t.after(client.close);
  await readDiscovery(client);
  assert.throws(() => selectInCluster({}, directory), { code: 'kubeconfig' });
});
