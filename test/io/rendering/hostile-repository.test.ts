import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { ToolLimits } from '../../../functions/io/rendering/run-tool.ts';
import { startChartHost } from '../../support/chart-host.ts';
import { configMap, type Files, makeFolder, makeRepository, runGit } from '../../support/git-repository.ts';
import { gapsOf, type Reading, readAt, readFiles } from '../../support/read-rendered.ts';
import { openTestWorkbench } from '../../support/workbench.ts';

const OK: Files = { 'ok/ok.yaml': configMap('ok') };

/** The one gap of a repository, beside which what is good is still read. */
async function refusalOf(t: TestContext, files: Files, more: Reading = {}): Promise<string> {
  const desired = await readFiles(t, { ...OK, ...files }, more);
  const gaps = gapsOf(desired);
  assert.equal(gaps.length, 1, gaps.join('\n'));
  if (more.rendering === undefined)
    assert.deepEqual(
      desired.objects.map(({ name }) => name),
      ['ok'],
    );
  return gaps[0] ?? '';
}

test('paths that lead out of the repository are refused before anything runs, wherever they stand', async (t) => {
  const idle = { ...openTestWorkbench(), inTurn: () => Promise.reject(new Error('a tool is run')) };
  const fields = [
    'resources: [../../etc/passwd.yaml]',
    'resources: [/etc/passwd]',
    'patches: [{path: ../../../etc/passwd}]',
    'configMapGenerator: [{name: x, files: [key=/proc/self/environ]}]',
    'secretGenerator: [{name: x, envs: [../../../../proc/self/environ]}]',
    'crds: [../../crd.json]',
    'openapi: {path: /etc/passwd}',
    'replacements: [{path: ../../x}]',
    'components: [../../..]',
    'Resources: [/etc/passwd]', // Go reads this as `resources`.
    'CONFIGMAPGENERATOR: [{NAME: x, FILES: [/etc/passwd]}]',
  ];
  for (const field of fields) {
    assert.match(
      await refusalOf(t, { 'k/kustomization.yaml': `namePrefix: x-\n${field}\n` }, { bench: idle }),
      /which leads out of the repository/,
      field,
    );
  }
});

test('a link that leads out of the repository, or a file reached through one, is refused', async (t) => {
  const through = { 'k/kustomization.yaml': 'namePrefix: x-\nresources: [host/passwd.yaml]\n', 'k/host': { link: '/etc' } };
  assert.match(gapsOf(await readFiles(t, { ...OK, ...through })).join('\n'), /k\/host is a link that leads out of the repository/);
  const above = {
    'k/kustomization.yaml': 'configMapGenerator: [{name: x, files: [up.txt]}]\n',
    'k/up.txt': { link: '../../../../../etc/passwd' },
  };
  assert.match(
    gapsOf(await readFiles(t, { ...OK, ...above })).join('\n'),
    /cannot be rendered: k\/up\.txt is a link that leads out of the repository/,
  );
  const chart = {
    'Chart.yaml': 'name: c\nversion: 1.0.0\n',
    'files/passwd': { link: '/etc/passwd' },
    'templates/a.yaml': 'a: {{ .Files.Get "files/passwd" }}',
  };
  assert.match(
    await refusalOf(t, chart, { rendering: { type: 'helm', chart: { type: 'path' }, namespace: 'x', valuesFiles: [] } }),
    /files\/passwd is a link that leads out of the repository/,
  );
  const loop = { 'k/kustomization.yaml': 'namePrefix: x-\nresources: [a]\n', 'k/a': { link: 'b' }, 'k/b': { link: 'a' } };
  assert.match(gapsOf(await readFiles(t, loop)).join('\n'), /is a link that leads to itself/);
});

test('a commit that holds names like `..`, as git would never check out, writes nothing outside', async (t) => {
  const folder = makeRepository(t, { 'k/kustomization.yaml': 'namePrefix: x-\nresources: [sub]\n' });
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null' };
  const write = (type: string, content: Uint8Array): string =>
    execFileSync('git', ['-C', folder, 'hash-object', '-t', type, '-w', '--literally', '--stdin'], {
      input: content,
      env,
      encoding: 'utf8',
    }).trim();
  const tree = (...entries: readonly (readonly [string, string, string])[]): string =>
    write(
      'tree',
      Buffer.concat(entries.map(([mode, name, oid]) => Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(oid, 'hex')]))),
    );
  const evil = write('blob', Buffer.from('{{ "evil" }}'));
  const chart = write('blob', Buffer.from('name: c\nversion: 1.0.0\n'));
  const root = tree(
    ['100644', 'Chart.yaml', chart],
    ['40000', 'templates', tree(['40000', '..', tree(['40000', '..', tree(['100644', 'evil-of-plumbline', evil])])])],
  );
  const commit = runGit(folder, ['commit-tree', '-m', 'x', root]);
  const desired = await readAt(folder, {
    revision: commit,
    rendering: { type: 'helm', chart: { type: 'path' }, namespace: 'x', valuesFiles: [] },
  });
  assert.match(gapsOf(desired)[0] ?? '', /is no name that git checks out/);
  assert.equal(existsSync(join(tmpdir(), 'evil-of-plumbline')), false);
});

test('nothing is fetched for a kustomization: no address in it is ever asked, not even of this machine', async (t) => {
  const { host, asked } = await startChartHost(t, { '/x': configMap('fetched') });
  const url = `http://${host}/x`;
  const fields = [
    `resources: ["${url}"]`,
    `Resources: ["${url}"]`,
    `resources: ["git::${url}"]`,
    `bases: ["https://github.com/a/b//c?ref=d"]`,
    `patches: [{path: "${url}"}]`,
    `configMapGenerator: [{name: x, files: ["k=${url}"]}]`,
    `openapi: {path: "${url}"}`,
    `transformers: ["${url}"]`,
    `generators: ["${url}"]`,
    `transformers:\n- |-\n  apiVersion: builtin\n  kind: PatchTransformer\n  metadata: {name: x}\n  path: "${url}"`,
    'transformers: [t.yaml]',
  ];
  for (const field of fields) {
    const files = {
      'k/kustomization.yaml': `namePrefix: x-\n${field}\n`,
      'k/t.yaml': `apiVersion: builtin\nkind: ConfigMapGenerator\nmetadata: {name: x}\nfiles: ["a=${url}"]\n`,
    };
    assert.match(
      await refusalOf(t, files),
      /cannot be rendered: k\/kustomization\.yaml (takes|has a plugin that names) .*(from elsewhere, )?which is not fetched/,
      field,
    );
  }
  assert.deepEqual(asked, []);
});

test('plugins that run programs are not run, and no chart inside a kustomization is fetched from a host that nobody named', async (t) => {
  const marker = join(makeFolder(t), 'ran');
  const plugin = `apiVersion: example.com/v1\nkind: Exec\nmetadata:\n  name: x\n  annotations:\n    config.kubernetes.io/function: |\n      exec: {path: ./run.sh}\n`;
  const files = { 'k/kustomization.yaml': 'generators: [g.yaml]\n', 'k/g.yaml': plugin, 'k/run.sh': `#!/bin/sh\ntouch ${marker}\n` };
  assert.match(await refusalOf(t, files), /cannot be rendered: kubectl failed/);
  assert.equal(existsSync(marker), false);
  assert.match(
    await refusalOf(t, { 'k/kustomization.yaml': 'helmCharts: [{name: x, repo: "https://charts.example.com", version: 1.0.0}]\n' }),
    /it needs the chart x of charts\.example\.com, which is not in charts\/.*name the host in chartHosts/,
  );
});

test('a values file is one file, whatever its name, and never an address', async (t) => {
  const { host, asked } = await startChartHost(t, {});
  const chart = {
    'Chart.yaml': 'name: c\nversion: 1.0.0\n',
    'templates/a.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {root: {{ .Values.root | quote }}}\n`,
  };
  const odd = 'v.yaml,/etc/hostname';
  const read = (valuesFiles: readonly string[]) =>
    readFiles(
      t,
      { ...chart, [odd]: 'root: mine\n' },
      { rendering: { type: 'helm', chart: { type: 'path' }, namespace: 'x', valuesFiles } },
    );
  assert.deepEqual((await read([odd])).objects[0]?.body['data'], { root: 'mine' });
  assert.match(gapsOf(await read([`http://${host}/values.yaml`]))[0] ?? '', /is not there/);
  assert.match(gapsOf(await read(['/../../etc/hostname']))[0] ?? '', /leads out of the repository/);
  assert.deepEqual(asked, []);
});

test('a template sees nothing of the environment, the cluster and names of the network', async (t) => {
  process.env['PLUMBLINE_CANARY'] = 'canary-of-the-tests';
  const template = [
    'apiVersion: v1',
    'kind: ConfigMap',
    'metadata: {name: a}',
    'data:',
    '  env: {{ env "PLUMBLINE_CANARY" | quote }}',
    '  path: {{ expandenv "$PATH$HOME$AWS_SECRET_ACCESS_KEY" | quote }}',
  ].join('\n');
  const refusal = await refusalOf(
    t,
    { 'Chart.yaml': 'name: c\nversion: 1.0.0\n', 'templates/a.yaml': template },
    { rendering: { type: 'helm', chart: { type: 'path' }, namespace: 'x', valuesFiles: [] } },
  );
  assert.match(refusal, /function "env" not defined/);
  const asks =
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  host: {{ getHostByName "localhost" | quote }}\n  nodes: {{ len (lookup "v1" "Secret" "" "") | quote }}\n';
  const { objects } = await readFiles(
    t,
    { 'Chart.yaml': 'name: c\nversion: 1.0.0\n', 'templates/a.yaml': asks },
    { rendering: { type: 'helm', chart: { type: 'path' }, namespace: 'x', valuesFiles: [] } },
  );
  assert.deepEqual(objects[0]?.body['data'], { host: '', nodes: '0' });
});

test('a tool that takes too long or prints too much is ended with all it started, and leaves nothing behind', async (t) => {
  const folder = makeFolder(t);
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
  t.after(() => {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  });
  const rendering = { type: 'helm', chart: { type: 'path' }, namespace: 'x', valuesFiles: [] } as const;
  const render = async (template: string, limits: Partial<ToolLimits>): Promise<string> => {
    const files = { 'Chart.yaml': 'name: c\nversion: 1.0.0\n', 'templates/a.yaml': template };
    return gapsOf(await readFiles(t, files, { rendering, bench: openTestWorkbench(limits) })).join('\n');
  };
  const endless = '{{- range $i := until 100000 }}{{ range $j := until 100000 }}{{ end }}{{ end }}';
  assert.match(await render(endless, { timeoutMs: 1_000 }), /helm was stopped: it took longer than 1 s$/);
  const large = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a: "{{ repeat 4000000 "x" }}"}\n';
  assert.match(await render(large, { outputBytes: 1_000_000 }), /helm was stopped: it printed more than 1 MB$/);
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.startsWith('plumbline-render-')),
    [],
  );
});
