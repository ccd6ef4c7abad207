import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, it, type TestContext } from 'node:test';
import type { SourceRef } from '../../../functions/core/check.ts';
import type { FieldPlace } from '../../../functions/core/field-place.ts';
import { asJsonObject, type JsonObject, stringifyJson } from '../../../functions/core/json.ts';
import { planAdoption } from '../../../functions/core/ways-out/adopt/plan-adoption.ts';
import { readDesired } from '../../../functions/io/desired/desired.ts';
import { adoptRendered } from '../../../functions/io/ways-out/adopt-rendered.ts';
import { writeDiff } from '../../../functions/io/ways-out/write-diff.ts';
import { type Files, makeRepository } from '../../support/git-repository.ts';
import { openDepartures } from '../../support/open-departures.ts';
import { openTestWorkbench } from '../../support/workbench.ts';

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2 # by day
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: registry.example/web:1
`;
const shared: Files = {
  'base/kustomization.yaml': 'resources: [deployment.yaml, config.yaml]\n',
  'base/deployment.yaml': deployment,
  'base/config.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\ndata:\n  a: b\n',
  'prod/kustomization.yaml':
    'namespace: shop\nresources:\n  - ../base # shared\n\n# which version runs\nimages:\n  - name: registry.example/web\n    newTag: "2" # released\n',
};

/** The object as it would be with some of its spec changed by hand. */
function change(body: JsonObject, spec: JsonObject): JsonObject {
  return { ...body, spec: { ...asJsonObject(body['spec']), ...spec } };
}

async function adopt(
  t: TestContext,
  files: Files,
  path: string,
  moved: (body: JsonObject) => JsonObject,
  places: Readonly<Record<string, FieldPlace>> = {},
) {
  const repository = makeRepository(t, files);
  const source: SourceRef = { id: 'apps', url: repository, revision: 'HEAD', path, defaultNamespace: 'shop', worktree: false };
  const read = (worktree: boolean) => readDesired([{ ...source, worktree }], { cacheDir: '/nonexistent', bench: openTestWorkbench() });
  const { desired, sources } = await read(false);
  const object = desired.objects.find(({ kind }) => kind === 'Deployment') ?? assert.fail(JSON.stringify(desired.unchecked));
  const live = moved(object.body);
  const reads = openDepartures(stringifyJson(object.body), stringifyJson(live)).map(({ departure }) => {
    const { difference, declared } = departure;
    if (difference.type !== 'modified' || declared === undefined) return assert.fail();
    const fields = difference.fields.map((field) => ({ ...field, ...(places[field.at] ? { place: places[field.at] } : {}) }));
    const placed = { ref: difference.ref, desired: object, read: { served: departure.served ?? assert.fail(), mode: 'full' as const } };
    return { departure: { ...departure, difference: { ...difference, fields }, declared: { ...declared, isRendered: true } }, placed };
  });
  const plan = await adoptRendered(
    reads,
    planAdoption(
      reads.map(({ departure }) => ({ departure })),
      new Map(),
    ),
    { sources, desired },
  );
  const diff = plan.files
    .map((file) => writeDiff(file))
    .flatMap((each) => (each.type === 'diff' ? [each.text] : []))
    .join('');
  if (diff !== '') execFileSync('git', ['apply', '-'], { cwd: repository, input: diff });
  const after = (await read(true)).desired.objects;
  const spec = (objects: typeof after): unknown => objects.find(({ kind }) => kind === 'Deployment')?.body['spec'];
  return {
    diff,
    plan,
    live: live['spec'],
    now: spec(after),
    others: after.filter(({ kind }) => kind !== 'Deployment').map(({ body }) => body['data']),
  };
}

function listEdits(diff: string): string[] {
  return diff.split('\n').filter((line) => /^[-+](?!-- |\+\+ )/.test(line));
}

describe('adopting what Kustomize renders', () => {
  it('puts a patch into the overlay where the value comes from a base that others build on', async (t) => {
    const adopted = await adopt(t, shared, 'prod', (body) => change(body, { replicas: 5, paused: true }));
    assert.deepEqual(adopted.now, adopted.live);
    assert.deepEqual(adopted.others, [{ a: 'b' }]);
    assert.deepEqual(
      adopted.plan.files.map(({ file }) => file),
      ['prod/kustomization.yaml'],
    );
    assert.ok(
      listEdits(adopted.diff).every((line) => line.startsWith('+')),
      adopted.diff,
    );
    assert.match(adopted.diff, /^\+patches:\n\+ {2}- target:\n/m);
  });

  it('changes the place that sets the value, and of an image its tag', async (t) => {
    const place: FieldPlace = { source: 'apps', file: 'prod/kustomization.yaml', line: 8, setter: 'image', pointer: '/images/0/newTag' };
    const adopted = await adopt(
      t,
      shared,
      'prod',
      (body) => JSON.parse(JSON.stringify(body).replace('registry.example/web:2', 'registry.example/web:3-hotfix')) as JsonObject,
      { '.spec.template.spec.containers[name="web"].image': place },
    );
    assert.deepEqual(adopted.now, adopted.live);
    assert.deepEqual(listEdits(adopted.diff), ['-    newTag: "2" # released', '+    newTag: "3-hotfix" # released']);
  });

  it('changes the line of the object where its file lies in the overlay itself', async (t) => {
    const files = { 'app/kustomization.yaml': 'namespace: shop\nresources: [deployment.yaml]\n', 'app/deployment.yaml': deployment };
    const adopted = await adopt(t, files, 'app', (body) => change(body, { replicas: 7 }));
    assert.deepEqual(adopted.now, adopted.live);
    assert.deepEqual(listEdits(adopted.diff), ['-  replicas: 2 # by day', '+  replicas: 7 # by day']);
  });

  it('says so where no edit gives the object the value and leaves the rest alone', async (t) => {
    // What counts replicas does so after every patch.
    const files = {
      ...shared,
      'prod/kustomization.yaml': 'namespace: shop\nresources: [../base]\nreplicas:\n  - name: web\n    count: 3\n',
    };
    const adopted = await adopt(t, files, 'prod', (body) => change(body, { replicas: 5 }));
    assert.equal(adopted.diff, '');
    assert.match(
      adopted.plan.objects[0]?.refusals[0]?.message ?? '',
      /^it is rendered from base\/deployment\.yaml:1, and no patch of the overlay gives it this value/,
    );
  });
});

describe('adopting what Helm renders', () => {
  const chart: Files = {
    'chart/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
    'chart/values.yaml': '# of the shop\nreplicas: 2 # by day\nimage: {repository: registry.example/web, tag: "1"}\n',
    'chart/templates/deployment.yaml': deployment
      .replace('name: web\nspec', 'name: web\n  namespace: shop\nspec')
      .replace('2 # by day', '{{ .Values.replicas }}')
      .replace('registry.example/web:1', '{{ .Values.image.repository }}:{{ .Values.image.tag }}'),
  };

  it('changes the line of the values', async (t) => {
    const place: FieldPlace = { source: 'apps', file: 'chart/values.yaml', line: 2, setter: 'value', pointer: '/replicas' };
    const adopted = await adopt(t, chart, 'chart', (body) => change(body, { replicas: 5 }), { '.spec.replicas': place });
    assert.deepEqual(adopted.now, adopted.live);
    assert.deepEqual(listEdits(adopted.diff), ['-replicas: 2 # by day', '+replicas: 5 # by day']);
  });

  it('says so where no value is known to set it', async (t) => {
    const adopted = await adopt(t, chart, 'chart', (body) => change(body, { replicas: 5 }));
    assert.equal(adopted.diff, '');
    assert.match(adopted.plan.objects[0]?.refusals[0]?.message ?? '', /no place that sets this value could be found; edit it by hand$/);
  });
});
