import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { DriftReport } from '../../functions/core/report.ts';
import { runCommandLine, serveCluster, writeDeadKubeconfig } from '../support/command-line.ts';
import { configMap, makeFolder, makeRepository, writeFiles } from '../support/git-repository.ts';
import type { ServedObjects } from '../support/served-cluster.ts';

const by = { manager: 'kubectl-edit', operation: 'Update', apiVersion: 'v1', time: '2026-01-01T00:00:00Z', fieldsType: 'FieldsV1' };

function liveConfigMaps(...objects: readonly { readonly name: string; readonly value: string }[]): ServedObjects {
  return {
    group: '',
    version: 'v1',
    kind: 'ConfigMap',
    resource: 'configmaps',
    objects: objects.map(({ name, value }) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name,
        namespace: 'default',
        uid: name,
        resourceVersion: '1',
        creationTimestamp: '2026-01-01T00:00:00Z',
        managedFields: [{ ...by, fieldsV1: { 'f:data': { 'f:key': {} } } }],
      },
      data: { key: value },
    })),
  };
}

async function prepare(
  t: TestContext,
  live: ServedObjects,
  files: Readonly<Record<string, string>> = { 'a.yaml': configMap('a') },
): Promise<string[]> {
  const repository = makeRepository(t, files);
  return ['check', '--source', repository, '--kubeconfig', await serveCluster(t, [live]), '--quiet'];
}

describe('plumbline check', () => {
  it('ends with 0 where git and cluster are the same', async (t) => {
    const args = await prepare(t, liveConfigMaps({ name: 'a', value: 'x' }));
    const { code, stdout, stderr } = await runCommandLine(t, args);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^✓ IN SYNC {2}1 object in test is as git says\./);
    assert.equal(stderr, '');
  });

  it('ends with 1 where they differ, and prints nothing but the report as JSON', async (t) => {
    const args = await prepare(t, liveConfigMaps({ name: 'a', value: 'by hand' }, { name: 'stray', value: 'x' }));
    const { code, stdout, stderr } = await runCommandLine(t, [...args, '--output', 'json']);
    assert.equal(code, 1, stderr);
    const report = JSON.parse(stdout) as DriftReport;
    assert.equal(report.verdict, 'drifted');
    assert.deepEqual(
      report.differences.map(({ type, ref }) => [type, ref.name]),
      [
        ['modified', 'a'],
        ['unmanaged', 'stray'],
      ],
    );
    const [modified] = report.differences;
    assert.ok(modified?.type === 'modified');
    assert.deepEqual(
      modified.fields.map(({ at, cause, line }) => [at, cause, line]),
      [['.data.key', 'by-hand', 6]],
    );
  });

  it('ends with 3 where something could not be checked and nothing drifted', async (t) => {
    const args = await prepare(t, liveConfigMaps({ name: 'a', value: 'x' }), {
      'a.yaml': configMap('a'),
      'b.yaml': 'apiVersion: example.com/v1\nkind: Widget\nmetadata:\n  name: w\n',
    });
    const { code, stdout } = await runCommandLine(t, args);
    assert.equal(code, 3, stdout);
    assert.match(stdout, /^\? INCOMPLETE/);
  });

  it('ends with 2 and names the host where nobody answers', async (t) => {
    const repository = makeRepository(t, { 'a.yaml': configMap('a') });
    const { code, stdout, stderr } = await runCommandLine(t, ['check', '-s', repository, '--kubeconfig', writeDeadKubeconfig(t), '-q']);
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /^plumbline: .*127\.0\.0\.1:9/);
  });

  it('leaves unmanaged objects alone with --no-unmanaged', async (t) => {
    const args = await prepare(t, liveConfigMaps({ name: 'a', value: 'x' }, { name: 'stray', value: 'x' }));
    assert.equal((await runCommandLine(t, [...args, '--no-unmanaged'])).code, 0);
  });

  it('lets go what the configuration says, and tells so', async (t) => {
    const args = await prepare(t, liveConfigMaps({ name: 'a', value: 'by hand' }));
    const config = join(makeFolder(t), 'rules.yaml');
    writeFileSync(config, 'ignore:\n  - kind: ConfigMap\n    path: /data/key\n    reason: changed on purpose\n    owner: team\n');
    const { code, stdout } = await runCommandLine(t, [...args, '--config', config, '--explain']);
    assert.equal(code, 0, stdout);
    assert.match(stdout, /rules\.yaml:2/);
    assert.match(stdout, /changed on purpose/);
  });

  it('refuses a broken configuration before it asks anybody anything', async (t) => {
    const config = join(makeFolder(t), 'rules.yaml');
    writeFileSync(config, 'ignor: []\n');
    const { code, stderr } = await runCommandLine(t, ['check', '-s', '/nowhere', '--kubeconfig', '/nowhere', '--config', config]);
    assert.equal(code, 2);
    assert.match(stderr, /rules\.yaml:1: at the top: unknown key "ignor"; did you mean "ignore"\?/);
  });

  it('writes the report to a file, whole, and nothing to stdout', async (t) => {
    const args = await prepare(t, liveConfigMaps({ name: 'a', value: 'x' }));
    const file = join(makeFolder(t), 'report.md');
    const { code, stdout } = await runCommandLine(t, [...args, '--output', 'markdown', '--output-file', file]);
    assert.deepEqual([code, stdout], [0, '']);
    assert.match(readFileSync(file, 'utf8'), /^### ✅ In sync/);
  });

  it('says so where the file cannot be written', async (t) => {
    const args = await prepare(t, liveConfigMaps({ name: 'a', value: 'x' }));
    const { code, stderr } = await runCommandLine(t, [...args, '--output-file', join(makeFolder(t), 'no', 'such', 'folder')]);
    assert.equal(code, 2);
    assert.match(stderr, /--output-file .* cannot be written/);
  });

  it('compares uncommitted files with --worktree only', async (t) => {
    const repository = makeRepository(t, { 'a.yaml': configMap('a') });
    writeFiles(repository, { 'a.yaml': configMap('a', 'uncommitted') });
    const kubeconfig = await serveCluster(t, [liveConfigMaps({ name: 'a', value: 'uncommitted' })]);
    const args = ['check', '-s', repository, '--kubeconfig', kubeconfig, '-q'];
    assert.equal((await runCommandLine(t, args)).code, 1);
    assert.equal((await runCommandLine(t, [...args, '--worktree'])).code, 0);
  });

  it('keeps progress out of stdout, and is silent where nobody looks and quiet was asked for', async (t) => {
    const args = await prepare(t, liveConfigMaps({ name: 'a', value: 'x' }));
    const loud = await runCommandLine(
      t,
      args.filter((arg) => arg !== '--quiet'),
    );
    assert.match(loud.stderr, /^plumbline: reading git\n/);
    assert.ok(loud.stderr.split('\n').length < 10);
    assert.match(loud.stdout, /^✓/);
  });

  it('colours and fits the terminal it is looked at on', async (t) => {
    const args = await prepare(t, liveConfigMaps({ name: 'a', value: 'by hand' }));
    const { stdout } = await runCommandLine(t, args, { terminal: true });
    assert.ok(stdout.includes('\u001b['));
    assert.ok(!(await runCommandLine(t, args, { terminal: true, variables: { NO_COLOR: '1' } })).stdout.includes('\u001b'));
    assert.ok(!(await runCommandLine(t, [...args, '--no-color'], { terminal: true })).stdout.includes('\u001b'));
    assert.ok((await runCommandLine(t, args, { variables: { FORCE_COLOR: '1' } })).stdout.includes('\u001b['));
  });
});

describe('plumbline explain', () => {
  it('tells every field of one object with the rule that judged it', async (t) => {
    const [, ...args] = await prepare(t, liveConfigMaps({ name: 'a', value: 'by hand' }));
    const { code, stdout, stderr } = await runCommandLine(t, ['explain', 'configmap/a', ...args]);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^ConfigMap default\/a /);
    assert.match(stdout, /CHANGED[\s\S]*\.data\.key\n +"x" → "by hand"\n +by-hand: /);
  });

  it('says what git declares where it does not declare the object', async (t) => {
    const [, ...args] = await prepare(t, liveConfigMaps({ name: 'a', value: 'x' }));
    const { code, stderr } = await runCommandLine(t, ['explain', 'secret/a', ...args]);
    assert.equal(code, 2);
    assert.match(stderr, /git declares no secret\/a[\s\S]*ConfigMap default\/a/);
    assert.match((await runCommandLine(t, ['explain', 'web', ...args])).stderr, /KIND\/NAME/);
  });
});

describe('plumbline record', () => {
  it('records what a check reads, in a folder that must be empty', async (t) => {
    const [, ...args] = await prepare(t, liveConfigMaps({ name: 'a', value: 'x' }));
    const folder = makeFolder(t);
    const { code, stderr } = await runCommandLine(t, ['record', folder, ...args]);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /^plumbline: \d+ answers are recorded in /);
    assert.match((await runCommandLine(t, ['record', folder, ...args])).stderr, /is not empty/);
  });
});
