/** Everything that a request may say of a chart, beside `helm template` and `kubectl kustomize` run by hand. */
import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { JsonObject } from '../../../functions/core/json.ts';
import type { HelmRequest } from '../../../functions/core/rendering-request.ts';
import { bodiesOf, copyFixture, gapsOf, readAt, renderByHand } from '../../support/read-rendered.ts';
import { runByHand } from '../../support/workbench.ts';

const BASE = { type: 'helm', chart: { type: 'path' }, releaseName: 'r', namespace: 'front' } as const;
const VALUES: JsonObject = { replicas: 5, password: 'p', ingresses: ['x.example.com'], cache: { enabled: true } };

/** The project with its dependency where Helm looks for it, and inline values as a file. */
function vendor(t: TestContext): string {
  const folder = copyFixture(t, 'chart');
  cpSync(join(folder, 'common'), join(folder, 'web/charts/common'), { recursive: true });
  writeFileSync(join(folder, 'inline.json'), JSON.stringify(VALUES));
  return folder;
}

async function read(t: TestContext, request: Partial<HelmRequest>): Promise<string[]> {
  const desired = await readAt(copyFixture(t, 'chart'), { path: 'web', rendering: { ...BASE, valuesFiles: [], ...request } });
  assert.deepEqual(gapsOf(desired), []);
  return bodiesOf([...desired.objects, ...desired.hooks]);
}

const CASES: readonly { readonly title: string; readonly request: Partial<HelmRequest>; readonly args: readonly string[] }[] = [
  {
    title: 'values inline, over those of a file',
    request: { valuesFiles: ['values.yaml', '/environments/prod.yaml'], values: { ...VALUES, service: { port: 81 } } },
    args: [
      '--include-crds',
      '--values=web/values.yaml',
      '--values=environments/prod.yaml',
      '--values=inline.json',
      '--set=service.port=81',
    ],
  },
  {
    title: 'parameters of every shape, over values',
    request: {
      values: { ...VALUES, service: { port: 82 } },
      parameters: [
        { name: 'image.tag', value: '1.10', asString: true },
        { name: 'ingresses[0]', value: 'a\\,b.example.com' },
        { name: 'replicas', value: '7' },
        { name: 'resources.limits.nvidia\\.com/gpu', value: '1' },
      ],
    },
    args: [
      '--include-crds',
      '--values=inline.json',
      '--set=service.port=82',
      '--set-string=image.tag=1.10',
      '--set=ingresses[0]=a\\,b.example.com,replicas=7',
      '--set=resources.limits.nvidia\\.com/gpu=1',
    ],
  },
  {
    title: 'another release and namespace, without definitions',
    request: { releaseName: 'shop-front', namespace: 'other', includeCrds: false, values: { password: 'p' } },
    args: ['--set=password=p'],
  },
];

for (const { title, request, args } of CASES) {
  test(`${title}: the objects of helm template`, async (t) => {
    const { releaseName = 'r', namespace = 'front' } = request;
    const expected = await renderByHand('helm', ['template', releaseName, 'web', `--namespace=${namespace}`, ...args], vendor(t));
    assert.ok(expected.length > 3);
    assert.deepEqual(await read(t, request), expected);
  });
}

test('a post-renderer makes of a chart what kubectl kustomize makes of what helm template prints', async (t) => {
  const postRender: JsonObject = {
    patches: [
      { target: { kind: 'Deployment' }, patch: '- {op: replace, path: /spec/replicas, value: 9}' },
      { patch: 'apiVersion: v1\nkind: Service\nmetadata: {name: r-web, annotations: {patched: "yes"}}\n' },
    ],
    images: [{ name: 'shop/web', newName: 'mirror.example.com/web', newTag: '7' }],
  };
  const folder = vendor(t);
  const text = await runByHand('helm', ['template', 'r', 'web', '--namespace=front', '--include-crds', '--set=password=p'], folder);
  writeFileSync(join(folder, 'rendered.yaml'), text);
  writeFileSync(join(folder, 'kustomization.yaml'), JSON.stringify({ ...postRender, resources: ['rendered.yaml'] }));
  const expected = await renderByHand('kubectl', ['kustomize', '.'], folder);
  assert.ok(readFileSync(join(folder, 'rendered.yaml'), 'utf8').includes('kind: Deployment'));
  assert.deepEqual(await read(t, { values: { password: 'p' }, postRender }), expected);
});
