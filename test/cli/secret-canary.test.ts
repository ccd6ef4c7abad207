import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { JsonObject } from '../../functions/core/json.ts';
import { RENDERERS } from '../../functions/core/render/renderers.ts';
import { startReplayServer } from '../../functions/io/kube/replay-server.ts';
import { type Outcome, runCommandLine } from '../support/command-line.ts';
import { makeFolder, makeRepository } from '../support/git-repository.ts';
import { writeKubeconfig } from '../support/open-fake-cluster.ts';
import { serveObjects } from '../support/served-cluster.ts';

// Every value that must never be seen, planted where a careless program would show it.
const CANARY = /canary/i;
const base64 = (text: string): string => Buffer.from(text).toString('base64');
/** Base64 of a text that holds the word at any offset shows one of these. */
const ENCODED = ['canary', 'xcanary', 'xxcanary'].map((text) => base64(text).slice(4, 8));

function assertNoCanary(text: string, where: string): void {
  assert.doesNotMatch(text, CANARY, where);
  for (const piece of ENCODED) assert.ok(!text.includes(piece), `${where} holds base64 of a planted value`);
}

const secret = (name: string, data: JsonObject, applied: JsonObject): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: {
    name,
    namespace: 'default',
    annotations: { 'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify(applied) },
    managedFields: [
      {
        manager: 'kubectl-client-side-apply',
        operation: 'Update',
        time: '2026-01-01T00:00:00Z',
        fieldsV1: { 'f:data': { 'f:password': {} } },
      },
      { manager: 'kubectl-edit', operation: 'Update', time: '2026-01-02T00:00:00Z', fieldsV1: { 'f:data': { 'f:added': {} } } },
    ],
  },
  data,
});

const container = (password: string): JsonObject => ({
  name: 'web',
  image: 'web:1',
  env: [
    { name: 'DB_PASSWORD', value: password },
    { name: 'DB_URL', value: `postgres://app:${password}@db/shop` },
  ],
});
const deployment = (containers: readonly JsonObject[]): JsonObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'default' },
  spec: { template: { spec: { containers } } },
});

const FILES = {
  'secret.yaml': 'apiVersion: v1\nkind: Secret\nmetadata: {name: db}\nstringData: {password: canary-in-git, user: canary-user}\n',
  'broken.yaml': 'apiVersion: v1\nkind: Secret\nmetadata: {name: broken}\nstringData:\n  password: "canary-unclosed\n  other: canary: [\n',
  'twice.yaml':
    'apiVersion: v1\nkind: Secret\nmetadata: {name: twice}\nstringData:\n  canary-free: a\n  password: canary-one\n  password: canary-two\n'.replace(
      'canary-free',
      'plain',
    ),
  'null.yaml': 'apiVersion: v1\nkind: Secret\nmetadata: {name: odd}\ndata: {password: 12345, other: [canary-list]}\n',
  'web.json': JSON.stringify(deployment([container('canary-env')])),
};

const LIVE = [
  {
    group: '',
    version: 'v1',
    kind: 'Secret',
    resource: 'secrets',
    objects: [
      secret(
        'db',
        { password: base64('canary-live'), user: base64('canary-user'), added: base64('xcanary-added') },
        { stringData: { password: 'canary-applied' } },
      ),
      secret('odd', { password: base64('xxcanary') }, { data: { password: base64('canary') } }),
      secret('stray', { password: base64('canary-stray') }, { stringData: { a: 'canary' } }),
    ],
  },
  {
    group: 'apps',
    version: 'v1',
    kind: 'Deployment',
    resource: 'deployments',
    objects: [
      deployment([container('canary-changed'), { name: 'sidecar', image: 'x', env: [{ name: 'API_TOKEN', value: 'canary-sidecar' }] }]),
    ],
  },
];

async function run(t: TestContext, args: readonly string[], status?: number): Promise<Outcome> {
  const answers = serveObjects(LIVE);
  const server = await startReplayServer(answers, (request, _incoming, outgoing) => {
    if (status === undefined || !request.path.startsWith('/api')) return false;
    outgoing.writeHead(status, { 'content-type': 'application/json' }).end('{"kind":"Status","message":"no"}');
    return true;
  });
  t.after(() => server.stop());
  const kubeconfig = writeKubeconfig(makeFolder(t), { server: server.url }, { token: 'canary-kube-token' });
  const variables = { PLUMBLINE_GIT_TOKEN: 'canary-git-token', PLUMBLINE_DEBUG: '1' };
  return runCommandLine(t, [...args, '--kubeconfig', kubeconfig], { variables });
}

describe('a secret', () => {
  for (const { name, tells } of RENDERERS) {
    it(`is in no ${name} report, explained or not`, async (t) => {
      const repository = makeRepository(t, FILES);
      for (const more of [[], ['--explain']]) {
        const { code, stdout, stderr } = await run(t, ['check', '--source', repository, '--output', name, ...more]);
        assert.equal(code, 1, stderr);
        if (tells === 'every-object') assert.match(stdout, /masked/);
        assertNoCanary(stdout, 'the report');
        assertNoCanary(stderr, 'stderr');
      }
    });
  }

  for (const target of ['secret/db', 'deployment/web']) {
    it(`is not in the explanation of ${target}`, async (t) => {
      const { code, stdout, stderr } = await run(t, ['explain', target, '--source', makeRepository(t, FILES)]);
      assert.equal(code, 0, stderr);
      assertNoCanary(stdout + stderr, 'the explanation');
    });
  }

  for (const status of [401, 403, 500]) {
    it(`is in no error when the API server answers ${status}`, async (t) => {
      const { stdout, stderr } = await run(t, ['check', '--source', makeRepository(t, FILES), '--timeout', '5s'], status);
      assertNoCanary(stdout + stderr, 'the error');
    });
  }

  it('is in no error of a git host that cannot be reached', async (t) => {
    const { code, stdout, stderr } = await run(t, ['check', '--source', 'https://127.0.0.1:9/shop.git']);
    assert.equal(code, 2);
    assertNoCanary(stdout + stderr, 'the error');
  });

  it('is refused as part of a URL, and not repeated', async (t) => {
    const { code, stdout, stderr } = await run(t, ['check', '--source', 'https://user:canary@git.example.com/shop.git']);
    assert.equal(code, 2);
    assertNoCanary(stdout + stderr, 'the error');
  });

  it('is in no file of a recording', async (t) => {
    const folder = join(makeFolder(t), 'recording');
    const files = { 'secret.yaml': FILES['secret.yaml'] };
    const { code, stderr } = await run(t, ['record', folder, '--source', makeRepository(t, files)]);
    assert.equal(code, 1, stderr);
    const names = readdirSync(folder);
    assert.ok(names.length > 3);
    for (const name of names.filter((file) => !file.includes('deployments')))
      assertNoCanary(readFileSync(join(folder, name), 'utf8'), name);
  });

  it('is in no byte of a bundle of evidence', async (t) => {
    const folder = makeFolder(t);
    const [report, bundle] = [join(folder, 'report.json'), join(folder, 'evidence.zip')];
    const checked = await run(t, ['check', '--source', makeRepository(t, FILES), '--explain', '-o', 'json', '--output-file', report]);
    assert.equal(checked.code, 1, checked.stderr);
    const { code, stdout, stderr } = await runCommandLine(t, ['evidence', report, '--output-file', bundle]);
    assert.equal(code, 0, stderr);
    const bytes = readFileSync(bundle, 'latin1');
    assert.match(bytes, /masked/);
    // Nothing in it is compressed, so nothing can hide.
    assertNoCanary(bytes + stdout, 'the bundle');
  });
});
