import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Outcome, runCommandLine, serveCluster } from '../support/command-line.ts';
import { configMap, type Files, makeRepository } from '../support/git-repository.ts';
import type { ServedObjects } from '../support/served-cluster.ts';
import { findTestTool } from '../support/workbench.ts';

const by = { manager: 'kubectl-edit', operation: 'Update', apiVersion: 'v1', time: '2026-01-01T00:00:00Z', fieldsType: 'FieldsV1' };
const SECRET = 'hunter2-must-not-show';

function liveConfigMaps(values: Readonly<Record<string, string>>): ServedObjects {
  const objects = Object.entries(values).map(([name, value]) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name,
      namespace: 'default',
      uid: name,
      resourceVersion: '1',
      managedFields: [{ ...by, fieldsV1: { 'f:data': { 'f:key': {} } } }],
    },
    data: { key: value },
  }));
  return { group: '', version: 'v1', kind: 'ConfigMap', resource: 'configmaps', objects };
}

async function run(t: Parameters<typeof runCommandLine>[0], args: readonly string[]): Promise<Outcome> {
  const variables = { PLUMBLINE_KUBECTL: await findTestTool('kubectl'), PLUMBLINE_HELM: await findTestTool('helm') };
  return runCommandLine(t, [...args, '--quiet'], { variables });
}

async function check(t: Parameters<typeof runCommandLine>[0], files: Files, live: ServedObjects, ...more: string[]) {
  const repository = makeRepository(t, files);
  const kubeconfig = await serveCluster(t, [live]);
  const { code, stdout, stderr } = await run(t, ['check', '--source', repository, '--kubeconfig', kubeconfig, '--output', 'json', ...more]);
  return { code, report: JSON.parse(stdout || '{}'), stderr };
}

test('a kustomization is compared as it is built', async (t) => {
  const files = {
    'base/kustomization.yaml': 'resources: [a.yaml]\n',
    'base/a.yaml': configMap('a'),
    'prod/kustomization.yaml': 'resources: [../base]\nnamePrefix: prod-\n',
  };
  const { code, report } = await check(t, files, liveConfigMaps({ 'prod-a': 'by hand' }));
  assert.equal(code, 1);
  assert.deepEqual(
    report.differences.map((d: { type: string; ref: { name: string }; origin: { file: string } }) => [d.type, d.ref.name, d.origin.file]),
    [['modified', 'prod-a', 'base/a.yaml']],
  );
});

test('while something could not be rendered, its objects are neither missing nor unmanaged, and the others are compared', async (t) => {
  const files = { 'plain/a.yaml': configMap('a'), 'bad/kustomization.yaml': 'namePrefix: x-\nresources: [gone.yaml]\n' };
  const whole = await check(t, { 'plain/a.yaml': configMap('a') }, liveConfigMaps({ a: 'x', 'x-b': 'x' }));
  assert.deepEqual([whole.code, whole.report.counts.unmanaged], [1, 1]);
  const { code, report } = await check(t, files, liveConfigMaps({ a: 'x', 'x-b': 'x' }));
  assert.equal(code, 3);
  const { compared, missing, unmanaged, unchecked } = report.counts;
  assert.deepEqual([compared, missing, unmanaged, unchecked], [1, 0, 0, 1]);
  assert.match(report.unchecked[0].message, /gone\.yaml/);
});

test('what a chart renders anew each time is compared by presence, and the report says so', async (t) => {
  const files = {
    'Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
    'templates/a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {key: "{{ randAlphaNum 12 }}"}\n',
  };
  const { code, report } = await check(t, files, liveConfigMaps({ a: 'generated once' }));
  assert.equal(code, 0);
  assert.deepEqual(
    report.suppressed.map(({ rule, count }: { rule: string; count: number }) => [rule, count]),
    [['unstable-rendering', 1]],
  );
  assert.match(report.advice.map(({ message }: { message: string }) => message).join('\n'), /Rendered otherwise each time: \.data\.key\./);
  const gone = await check(t, files, {
    ...liveConfigMaps({ a: 'x' }),
    objects: liveConfigMaps({ a: 'x' }).objects.map(({ data: _data, ...rest }) => rest),
  });
  assert.equal(gone.code, 1);
});

test('render prints what is compared below its origin, with values of Secrets masked unless they are asked for', async (t) => {
  const repository = makeRepository(t, {
    'kustomization.yaml': `resources: [a.yaml]\nnamePrefix: x-\nsecretGenerator: [{name: s, literals: [password=${SECRET}], options: {disableNameSuffixHash: true}}]\n`,
    'a.yaml': configMap('a'),
  });
  const masked = await run(t, ['render', '--source', repository]);
  assert.equal(masked.code, 0, masked.stderr);
  assert.match(
    masked.stdout,
    /^---\n# \S+ a\.yaml:1\napiVersion: v1\ndata:\n {2}key: x\nkind: ConfigMap\nmetadata:\n {2}name: x-a\n---\n# \S+ kustomization\.yaml:3\n/,
  );
  assert.doesNotMatch(masked.stdout, new RegExp(`${SECRET}|${Buffer.from(SECRET).toString('base64')}`));
  const shown = await run(t, ['render', '--source', repository, '--show-secrets']);
  assert.match(shown.stdout, new RegExp(Buffer.from(SECRET).toString('base64')));
});

test('render names what it could not, and ends with 3', async (t) => {
  const { code, stdout, stderr } = await run(t, [
    'render',
    '--source',
    makeRepository(t, { 'a.yaml': configMap('a'), 'k/kustomization.yaml': 'namePrefix: x\nresources: [gone]\n' }),
  ]);
  assert.deepEqual([code, /name: a/.test(stdout)], [3, true]);
  assert.match(stderr, /^plumbline: k\/kustomization\.yaml: .*"gone", which is not there/m);
});

test('a slip in the options of rendering is told before anything is read', async (t) => {
  assert.match((await run(t, ['render', '--source', '.', '--helm-set', 'x'])).stderr, /a value is written like image\.tag=1\.2\.3/);
  assert.match(
    (await run(t, ['render', '--source', '.', '--render', 'kustomize', '--helm-release', 'x'])).stderr,
    /takes no option of Helm/,
  );
  assert.match((await run(t, ['render', '--source', '.', '--render', 'jsonnet'])).stderr, /plain, kustomize, helm/);
});
