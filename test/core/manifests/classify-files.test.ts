import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classifyFiles, isKustomizationFile } from '../../../functions/core/manifests/classify-files.ts';
import { parseKustomization } from '../../../functions/core/manifests/parse-kustomization.ts';

/** Sorts files given by name and, for kustomizations, text: the manifests, and what is to be rendered or a gap, by file. */
function classify(files: Readonly<Record<string, string>>): { manifests: readonly string[]; gaps: readonly string[] } {
  const kustomizations = new Map(
    Object.entries(files).flatMap(([file, text]) => {
      const parsed = isKustomizationFile(file) ? parseKustomization(text) : undefined;
      return parsed ? [[file, parsed] as const] : [];
    }),
  );
  const { manifests, unchecked, kustomizations: built, charts, setAside } = classifyFiles('apps', Object.keys(files), kustomizations);
  assert.equal(new Set([...manifests, ...setAside.map(({ file }) => file)]).size, Object.keys(files).length, 'every file is in one list');
  const gaps = unchecked.map(({ file, message }) => `${file}: ${message.split(/, which|:/)[0]}`);
  return { manifests, gaps: [...[...built, ...charts].map(({ file, what }) => `${file}: ${what}`), ...gaps] };
}

test('a kustomization that only lists files lets them be compared as they stand', () => {
  const sorted = classify({
    'kustomization.yaml': 'resources: [a.yaml, ./sub, deep/b.yaml]\nimages: []\n',
    'a.yaml': '',
    'deep/b.yaml': '',
    'sub/Kustomization': 'bases: []\nresources:\n- c.yaml\n',
    'sub/c.yaml': '',
    'unlisted.yaml': '',
  });
  assert.deepEqual(sorted, { manifests: ['a.yaml', 'deep/b.yaml', 'sub/c.yaml'], gaps: [] });
});

test('a kustomization that changes its files is one gap, with what it takes in, however far', () => {
  const sorted = classify({
    'overlays/prod/kustomization.yaml': 'resources: [../../base]\npatches: [{path: p.yaml}]\nnamespace: prod\n',
    'overlays/prod/p.yaml': '',
    'overlays/prod/extra/e.yaml': '',
    'base/kustomization.yaml': 'resources: [a.yaml, ../common]\n',
    'base/a.yaml': '',
    'common/kustomization.yaml': 'resources: [c.yaml]\n',
    'common/c.yaml': '',
    'component/kustomization.yaml': 'kind: Component\npatches: [{path: x.yaml}]\n',
    'component/x.yaml': '',
    'plain/d.yaml': '',
  });
  assert.deepEqual(sorted, {
    manifests: ['plain/d.yaml'],
    gaps: ['overlays/prod/kustomization.yaml: a kustomization with patches, namespace'],
  });
});

test('a kustomization with resources from elsewhere is a gap, and the files it lists are still compared', () => {
  for (const remote of [
    'https://example.com/x.yaml',
    'github.com/acme/apps//deploy?ref=v1',
    'git@github.com:acme/apps.git',
    'ssh://git@host/x',
  ]) {
    const sorted = classify({ 'kustomization.yaml': `resources: [a.yaml, "${remote}"]\n`, 'a.yaml': '' });
    assert.deepEqual(
      sorted,
      { manifests: ['a.yaml'], gaps: ['kustomization.yaml: a kustomization with resources from elsewhere'] },
      remote,
    );
  }
  const outside = classify({ 'apps/kustomization.yaml': 'resources: [../../base, a.yaml, gone.yaml]\n', 'apps/a.yaml': '' });
  assert.deepEqual(outside.gaps, [
    'apps/kustomization.yaml: a kustomization that lists what is not below the path (../../base, gone.yaml)',
  ]);
});

test('a kustomization that cannot be read is a gap, and a Kustomization of Flux is a manifest', () => {
  assert.deepEqual(classify({ 'kustomization.yaml': 'resources: [', 'a.yaml': '' }), {
    manifests: [],
    gaps: ['kustomization.yaml: a kustomization with a file that is no valid YAML'],
  });
  const flux = classify({
    'kustomization.yaml': 'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: apps}\n',
    'a.yaml': '',
  });
  assert.deepEqual(flux, { manifests: ['kustomization.yaml', 'a.yaml'], gaps: [] });
});

test('a chart is one gap, with its subcharts; files beside its templates are manifests', () => {
  const sorted = classify({
    'web/Chart.yaml': '',
    'web/values-prod.yaml': '',
    'web/templates/a.yaml': '',
    'web/crds/c.yaml': '',
    'web/charts/db/Chart.yaml': '',
    'web/charts/db/values.yaml': '',
    'web/deploy/d.yaml': '',
    'values.yaml': '',
  });
  assert.deepEqual(sorted, { manifests: ['web/deploy/d.yaml', 'values.yaml'], gaps: ['web/Chart.yaml: a Helm chart'] });
  assert.deepEqual(classify({ 'Chart.yaml': '', 'templates/a.yaml': '', 'a.yaml': '' }).manifests, ['a.yaml']);
});

test('files of other tools are known by their names', () => {
  const files = [
    '.github/workflows/ci.yml',
    'a/.gitlab-ci.yml',
    '.sops.yaml',
    'package.json',
    'tsconfig.base.json',
    'docker-compose.dev.yml',
    'skaffold.yaml',
    'renovate.json',
  ];
  assert.deepEqual(classify(Object.fromEntries(files.map((file) => [file, '']))), { manifests: [], gaps: [] });
});
