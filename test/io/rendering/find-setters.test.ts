/** Where git sets fields that Kustomize rendered: with the real program, place by place. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Files } from '../../support/git-repository.ts';
import { locateLeaves, readRendered } from '../../support/locate-leaves.ts';
import { CONTAINER, deployment, placesOf, WEB } from '../../support/places-of.ts';
import { copyFixture } from '../../support/read-rendered.ts';

test('a project with bases, a component, patches, generators, images, replicas and labels is followed to its lines', async (t) => {
  const read = await readRendered(copyFixture(t, 'kustomize'), { path: 'overlays/prod' });
  const placesIn = async (kind: string): Promise<Readonly<Record<string, string>>> => {
    const object = read.desired.objects.find((each) => each.kind === kind);
    return object === undefined ? {} : locateLeaves(object, read);
  };
  assert.deepEqual(await placesIn('Deployment'), {
    '.metadata.labels["app.kubernetes.io/part-of"]': 'base/kustomization.yaml:7 label /labels/0/pairs/app.kubernetes.io~1part-of',
    '.metadata.annotations.owner': 'overlays/prod/kustomization.yaml:38 annotation /commonAnnotations/owner',
    '.spec.replicas': 'overlays/prod/kustomization.yaml:26 replicas /replicas/0/count',
    '.spec.selector.matchLabels.app': 'base/web.yaml:10',
    '.spec.selector.matchLabels["app.kubernetes.io/part-of"]': 'base/kustomization.yaml:7 label /labels/0/pairs/app.kubernetes.io~1part-of',
    '.spec.strategy.rollingUpdate.maxUnavailable': 'components/scaling/strategy.yaml:5 json-patch /0/value/rollingUpdate/maxUnavailable',
    '.spec.strategy.type': 'components/scaling/strategy.yaml:4 json-patch /0/value/type',
    '.spec.template.metadata.annotations.owner': 'overlays/prod/kustomization.yaml:38 annotation /commonAnnotations/owner',
    '.spec.template.metadata.labels.app': 'base/web.yaml:14',
    '.spec.template.metadata.labels["app.kubernetes.io/part-of"]':
      'base/kustomization.yaml:7 label /labels/0/pairs/app.kubernetes.io~1part-of',
    '.spec.template.spec.containers[name="proxy"].image':
      'overlays/prod/proxy.yaml:10 strategic-patch /spec/template/spec/containers/0/image',
    '.spec.template.spec.containers[name="proxy"].name': 'overlays/prod/proxy.yaml:9 strategic-patch /spec/template/spec/containers/0/name',
    '.spec.template.spec.containers[name="proxy"].resources.limits.memory':
      'overlays/prod/proxy.yaml:13 strategic-patch /spec/template/spec/containers/0/resources/limits/memory',
    [`${CONTAINER}.image`]: 'overlays/prod/kustomization.yaml:23 image /images/0/newTag',
    [`${CONTAINER}.name`]: 'base/web.yaml:17',
    [`${CONTAINER}.ports[containerPort=8080].containerPort`]: 'base/web.yaml:23',
    [`${CONTAINER}.resources.requests.cpu`]: 'base/web.yaml:26',
  });
  assert.deepEqual(await placesIn('ConfigMap'), {
    '.data.BIG': 'overlays/prod/files/prod.env:2 env-file',
    '.data.LOG_LEVEL': 'overlays/prod/files/prod.env:1 env-file',
    '.data.REGION': 'base/kustomization.yaml:13 literal /configMapGenerator/0/literals/1',
    '.metadata.labels["app.kubernetes.io/part-of"]': 'base/kustomization.yaml:7 label /labels/0/pairs/app.kubernetes.io~1part-of',
    '.metadata.annotations.owner': 'overlays/prod/kustomization.yaml:38 annotation /commonAnnotations/owner',
  });
  assert.equal((await placesIn('Secret'))['.data["token.txt"]'], 'overlays/prod/files/token.txt:1 file');
  // A replacement copies the port from elsewhere.
  assert.equal((await placesIn('NetworkPolicy'))['.spec.ingress'], undefined);
});

test('of several patches on one field the last one counts, also where it says what was said before', async (t) => {
  const places = await placesOf(t, {
    ...WEB,
    'prod/kustomization.yaml': 'resources: [../base]\npatches:\n  - path: first.yaml\n  - path: second.yaml\n',
    'prod/first.yaml': deployment('web', 'shop/web:2'),
    'prod/second.yaml': deployment('web', 'shop/web:1'),
  });
  assert.equal(places[`${CONTAINER}.image`], 'prod/second.yaml:11 strategic-patch /spec/template/spec/containers/0/image');
});

test('Kustomize applies its own lists in an order of its own, whatever the order in the file', async (t) => {
  const places = await placesOf(t, {
    ...WEB,
    'prod/kustomization.yaml': `resources: [../base]
images: [{name: shop/web, newTag: "3"}]
replicas: [{name: web, count: 7}]
patchesJson6902:
  - target: {group: apps, version: v1, kind: Deployment, name: web}
    patch: |-
      - {op: replace, path: /spec/replicas, value: 5}
patches:
  - patch: |-
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 4
        template: {spec: {containers: [{name: web, image: "shop/web:2"}]}}
`,
  });
  assert.equal(places['.spec.replicas'], 'prod/kustomization.yaml:3 replicas /replicas/0/count');
  assert.equal(places[`${CONTAINER}.image`], 'prod/kustomization.yaml:2 image /images/0/newTag');
});

test('a chain of overlays with prefixes is followed by every name the object had', async (t) => {
  const files: Files = {
    ...WEB,
    'eu/kustomization.yaml': 'resources: [../base]\nnamePrefix: eu-\nnamespace: shop\nreplicas: [{name: web, count: 3}]\n',
    'prod/kustomization.yaml': `resources: [../eu]
nameSuffix: -prod
patches:
  - target: {kind: Deployment, name: eu-web}
    patch: '[{"op": "add", "path": "/spec/minReadySeconds", "value": 9}]'
  - path: args.yaml
`,
    'prod/args.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: eu-web, namespace: shop}
spec:
  template:
    spec:
      containers:
        - name: web
          args: [serve, --fast]
`,
  };
  const places = await placesOf(t, files, { name: 'eu-web-prod' });
  assert.equal(places['.spec.replicas'], 'eu/kustomization.yaml:4 replicas /replicas/0/count');
  assert.equal(places['.spec.minReadySeconds'], 'prod/kustomization.yaml:5 json-patch /patches/0/patch > /0/value');
  assert.equal(places[`${CONTAINER}.args`], 'prod/args.yaml:9 strategic-patch /spec/template/spec/containers/0/args');
});

test('a base that is taken in twice is followed to the overlay that made the object', async (t) => {
  const overlay = (name: string, count: number): string =>
    `resources: [../base]\nnamePrefix: ${name}-\nreplicas: [{name: web, count: ${count}}]\n`;
  const files: Files = {
    ...WEB,
    'a/kustomization.yaml': overlay('a', 2),
    'b/kustomization.yaml': `# other\n${overlay('b', 3)}`,
    'prod/kustomization.yaml': 'resources: [../a, ../b]\n',
  };
  assert.equal((await placesOf(t, files, { name: 'a-web' }))['.spec.replicas'], 'a/kustomization.yaml:3 replicas /replicas/0/count');
  assert.equal((await placesOf(t, files, { name: 'b-web' }))['.spec.replicas'], 'b/kustomization.yaml:4 replicas /replicas/0/count');
});

test('directives of a strategic patch are followed: what it replaces and what it takes away', async (t) => {
  const env = '          env:\n            - {name: A, value: "1"}\n            - {name: B, value: "2"}\n';
  const places = await placesOf(t, {
    ...WEB,
    'base/web.yaml': deployment('web', 'shop/web:1', env),
    'prod/kustomization.yaml': 'resources: [../base]\npatches: [{path: patch.yaml}]\n',
    'prod/patch.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      containers:
        - name: web
          args: null
          env:
            - $patch: replace
            - {name: C, value: "3"}
`,
  });
  assert.deepEqual(
    Object.entries(places).filter(([at]) => /env|args/.test(at)),
    [
      [`${CONTAINER}.env[name="C"].name`, 'prod/patch.yaml:12 strategic-patch /spec/template/spec/containers/0/env/1/name'],
      [`${CONTAINER}.env[name="C"].value`, 'prod/patch.yaml:12 strategic-patch /spec/template/spec/containers/0/env/1/value'],
    ],
  );
});

test('an item that a JSON patch adds is known by what it is', async (t) => {
  const places = await placesOf(t, {
    ...WEB,
    'prod/kustomization.yaml': `resources: [../base]
patches:
  - target: {kind: Deployment, labelSelector: "!skip"}
    patch: |-
      - op: add
        path: /spec/template/spec/containers/-
        value:
          name: log
          image: shop/log:1
      - op: replace
        path: /spec/template/spec/containers/0/args/0
        value: run
`,
  });
  assert.equal(
    places['.spec.template.spec.containers[name="log"].image'],
    'prod/kustomization.yaml:9 json-patch /patches/0/patch > /0/value/image',
  );
  assert.equal(places[`${CONTAINER}.image`], 'base/web.yaml:11');
  // Only a part of the list comes from there.
  assert.equal(places[`${CONTAINER}.args`], undefined);
});

test('nothing is claimed where it cannot be told what applies', async (t) => {
  const cases: Readonly<Record<string, string>> = {
    'a selector that is more than it is understood': 'patches:\n  - target: {kind: Deployment, name: "w[e]b"}\n    path: patch.yaml\n',
    'a transformer of another kind':
      'transformers:\n  - |-\n    apiVersion: builtin\n    kind: PatchTransformer\n    metadata: {name: x}\n    path: patch.yaml\n    target: {kind: Deployment}\n',
    'a replacement': `replacements:
  - source: {kind: Deployment, name: web, fieldPath: spec.template.spec.containers.0.image}
    targets: [{select: {kind: Deployment}, fieldPaths: ["spec.template.spec.containers.[name=web].image"]}]
`,
  };
  for (const [name, more] of Object.entries(cases)) {
    const places = await placesOf(t, {
      ...WEB,
      'prod/kustomization.yaml': `resources: [../base]\n${more}`,
      'prod/patch.yaml': deployment('web'),
    });
    assert.equal(places[`${CONTAINER}.image`], undefined, name);
  }
});
