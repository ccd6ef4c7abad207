import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DriftReport } from '../../functions/core/report.ts';
import { runCommandLine, serveCluster } from '../support/command-line.ts';
import { configMap, runGit } from '../support/git-repository.ts';
import { makeHistory } from '../support/history-repository.ts';
import type { ServedObjects } from '../support/served-cluster.ts';

const LIVE: ServedObjects = {
  group: '',
  version: 'v1',
  kind: 'ConfigMap',
  resource: 'configmaps',
  objects: [
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: 'a',
        namespace: 'default',
        uid: 'a',
        resourceVersion: '1',
        creationTimestamp: '2026-01-01T00:00:00Z',
        managedFields: [],
      },
      data: { key: 'live' },
    },
  ],
};

describe('plumbline check of a repository with history', () => {
  it('says of a departing field and of a missing object which commit last set it in git', async (t) => {
    const repository = makeHistory(t, [
      { parents: [], files: { 'a.yaml': configMap('a'), 'b.yaml': configMap('b') }, message: 'begin' },
      { parents: [0], files: { 'a.yaml': configMap('a', 'z') }, message: 'set the key (#41)', author: 'Bob' },
    ]);
    const [begin, set] = [runGit(repository, ['rev-parse', 'main~1']), runGit(repository, ['rev-parse', 'main'])];
    const args = ['check', '--source', repository, '--kubeconfig', await serveCluster(t, [LIVE]), '--quiet'];
    const { code, stdout } = await runCommandLine(t, args);
    assert.equal(code, 1, stdout);
    assert.match(stdout, new RegExp(`git: ${set.slice(0, 7)} by Bob, \\d+ (?:years|months) ago \\(#41\\)`));
    assert.match(stdout, new RegExp(`git: ${begin.slice(0, 7)} by Ada`));
    const report = JSON.parse((await runCommandLine(t, [...args, '--output', 'json'])).stdout) as DriftReport;
    const [modified, missing] = report.differences;
    assert.deepEqual(modified?.type === 'modified' && modified.fields.map(({ blame }) => blame), [
      { commit: set, author: 'Bob', time: '2023-11-14T22:14:20Z', pullRequest: { number: 41, sign: '#' } },
    ]);
    assert.deepEqual(missing?.type === 'missing' && missing.blame, { commit: begin, author: 'Ada', time: '2023-11-14T22:13:20Z' });
    assert.ok(!stdout.includes('@example.com') && !JSON.stringify(report.differences).includes('@example.com'));
  });

  it('says of a field that a patch sets which commit last set the line of the patch', async (t) => {
    const repository = makeHistory(t, [
      {
        parents: [],
        files: { 'base/a.yaml': configMap('a'), 'base/kustomization.yaml': 'resources: [a.yaml]\n' },
        message: 'begin',
      },
      {
        parents: [0],
        files: {
          'prod/kustomization.yaml': 'resources: [../base]\nnamespace: default\npatches: [{path: patch.yaml}]\n',
          'prod/patch.yaml': configMap('a', 'patched'),
        },
        message: 'patch it',
        author: 'Bob',
      },
      { parents: [1], files: { 'base/a.yaml': configMap('a', 'other') }, message: 'the base moves', author: 'Cleo' },
    ]);
    const args = ['--source', repository, '--path', 'prod', '--kubeconfig', await serveCluster(t, [LIVE])];
    const checked = await runCommandLine(t, ['check', ...args, '--quiet']);
    assert.match(checked.stdout, /prod\/patch\.yaml:\d+/);
    assert.match(checked.stdout, new RegExp(`git: ${runGit(repository, ['rev-parse', 'main~1']).slice(0, 7)} by Bob`));
    const explained = await runCommandLine(t, ['explain', 'configmap/a', ...args]);
    assert.match(explained.stdout, /· prod\/patch\.yaml:\d+/);
  });
});
