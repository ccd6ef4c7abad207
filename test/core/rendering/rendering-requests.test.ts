import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseConfig } from '../../../functions/core/config.ts';
import { describeToolFailure } from '../../../functions/core/rendering/describe-tool-failure.ts';
import { mergeOverlay } from '../../../functions/core/rendering/merge-overlay.ts';
import { selectFiles } from '../../../functions/core/rendering/select-files.ts';
import { resolveSources } from '../../../functions/core/resolve-sources.ts';

const PLACE = { cluster: 'prod-eu', region: 'eu-central-1' };

function resolve(text: string) {
  const { sources, clusters } = parseConfig(text, 'plumbline.yaml');
  return resolveSources(clusters[0]?.sources, new Map(sources.map((source) => [source.id, source])), PLACE);
}

test('the configuration says how a source is rendered, and a cluster may say otherwise', () => {
  const text = `
sources:
  - {id: a, url: "https://git.example.com/a.git", render: {type: kustomize}}
  - id: b
    url: https://git.example.com/b.git
    namespace: web
    render: {type: helm, release: "web-{cluster}", valuesFiles: ["/env/{cluster}.yaml"], parameters: [{name: region, value: "{region}"}]}
clusters:
  - {name: prod-eu, eks: {region: eu-central-1}, sources: [{id: a, render: {type: plain, exclude: [test/**]}}, b]}
`;
  assert.deepEqual(
    resolve(text).map(({ id, rendering }) => [id, rendering]),
    [
      ['a', { type: 'plain', exclude: ['test/**'] }],
      [
        'b',
        {
          type: 'helm',
          chart: { type: 'path' },
          namespace: 'web',
          releaseName: 'web-prod-eu',
          valuesFiles: ['/env/prod-eu.yaml'],
          parameters: [{ name: 'region', value: 'eu-central-1' }],
        },
      ],
    ],
  );
});

test('a slip in it is told with its line and what is expected', () => {
  const render = (text: string): string => {
    try {
      parseConfig(`sources:\n  - id: a\n    url: https://git.example.com/a.git\n    render: ${text}\n`, 'plumbline.yaml');
      return '';
    } catch (error) {
      return String(error);
    }
  };
  assert.match(render('{type: kustomise}'), /plumbline\.yaml:4: .*expected a type: plain, kustomize or helm/);
  assert.match(render('{type: kustomize, values: {}}'), /plumbline\.yaml:4: .*values/);
  assert.match(render('{type: helm, chart: {repository: "http://charts.example.com", name: a, version: 1.0.0}}'), /plumbline\.yaml:4/);
  assert.match(
    render('{type: helm, chart: {repository: "https://charts.example.com", name: a, version: newest}}'),
    /plumbline\.yaml:4: .*nor a range of them/,
  );
  assert.equal(render('{type: helm, chart: {repository: "https://charts.example.com", name: a, version: ^1.0.0}}'), '');
  assert.equal(render('{type: helm, chart: {oci: "oci://registry.example.com/a"}}'), '');
});

test('an overlay is laid in as kustomize edit does', () => {
  const merged = mergeOverlay(
    {
      namePrefix: 'a-',
      resources: ['x'],
      images: [
        { name: 'web', newTag: '1' },
        { name: 'db', newTag: '1' },
      ],
      commonLabels: { a: '1', b: '1' },
    },
    { namePrefix: 'b-', resources: ['y'], images: [{ name: 'web', newTag: '2' }], commonLabels: { b: '2' }, namespace: 'n' },
  );
  assert.deepEqual(merged, {
    namePrefix: 'b-',
    resources: ['x', 'y'],
    images: [
      { name: 'db', newTag: '1' },
      { name: 'web', newTag: '2' },
    ],
    commonLabels: { a: '1', b: '2' },
    namespace: 'n',
  });
});

test('a star in an image of an overlay keeps what stands there, and build metadata is told anew', () => {
  const images = [
    { name: 'web', newName: 'mirror/web', newTag: '1' },
    { name: 'db', newName: 'mirror/db', digest: 'sha256:0' },
  ];
  const overlay = {
    images: [
      { name: 'web', newName: '*', newTag: '2' },
      { name: 'db', newTag: '3' },
      { name: 'new', newName: '*', newTag: '*', digest: 'sha256:1' },
    ],
    buildMetadata: ['originAnnotations'],
  };
  assert.deepEqual(mergeOverlay({ images, buildMetadata: ['managedByLabel'] }, overlay), {
    images: [
      { name: 'web', newName: 'mirror/web', newTag: '2' },
      { name: 'db', newTag: '3' },
      { name: 'new', digest: 'sha256:1' },
    ],
    buildMetadata: ['originAnnotations'],
  });
});

test('patterns choose files below the path', () => {
  const files = ['apps/a.yaml', 'apps/b.yml', 'apps/test/c.yaml', 'apps/deep/test/d.yaml'];
  assert.deepEqual(selectFiles(files, 'apps', { type: 'plain', include: ['*.{yaml,yml}'] }), ['apps/a.yaml', 'apps/b.yml']);
  assert.deepEqual(selectFiles(files, 'apps', { type: 'plain', exclude: ['**/test/**'] }), ['apps/a.yaml', 'apps/b.yml']);
  assert.deepEqual(selectFiles(files, 'apps', { type: 'plain', recurse: false }), ['apps/a.yaml', 'apps/b.yml']);
});

test('patterns of Argo CD go over folders', () => {
  const files = ['apps/a.yaml', 'apps/test/c.yaml', 'apps/deep/test/d-test.yaml', 'apps/[x].yaml'];
  const select = (include: string): readonly string[] =>
    selectFiles(files, 'apps', { type: 'plain', include: [include], patterns: 'argo-cd' });
  assert.deepEqual(select('*.yaml'), files);
  assert.deepEqual(select('{a.yaml,*-test.yaml}'), ['apps/a.yaml', 'apps/deep/test/d-test.yaml']);
  assert.deepEqual(select('**/test/*'), ['apps/deep/test/d-test.yaml']);
  assert.deepEqual(select('tes?/[a-d].yaml'), ['apps/test/c.yaml']);
  assert.deepEqual(select('[!b].yaml'), ['apps/a.yaml']);
  assert.deepEqual(select('\\[x].yaml'), ['apps/[x].yaml']);
});

test('what a tool complains of is passed on without folders, and without what it quotes of manifests', () => {
  const told = describeToolFailure(
    'warning: x\nError: in /tmp/s/tree/web/a.yaml: unable to parse SM or JSON patch from [apiVersion: v1\nkind: Secret\nstringData: {p: hunter2}]\n\nUse --debug flag',
    ['/tmp/s/tree'],
  );
  assert.equal(told, 'in web/a.yaml: unable to parse SM or JSON patch from (…)');
  assert.equal(describeToolFailure('', []), 'it said nothing');
  assert.doesNotMatch(describeToolFailure(`error: bad value ${'QUJD'.repeat(20)}`, []), /QUJD/);
});
