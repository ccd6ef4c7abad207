/** Where git sets fields through variables, through what delivery tools are told, and in Secrets. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KustomizeRequest } from '../../../functions/core/rendering-request.ts';
import type { Files } from '../../support/git-repository.ts';
import { CONTAINER, deployment, placesOf, WEB } from '../../support/places-of.ts';

test('a variable of Flux is set where it stands, in a manifest or in a patch', async (t) => {
  const request: KustomizeRequest = { type: 'kustomize', substitute: { count: '3', tag: '9' } };
  const files: Files = {
    ...WEB,
    'base/web.yaml': deployment('web', 'shop/web:${tag}').replace('replicas: 1', 'replicas: ${count}'),
    'prod/kustomization.yaml': 'resources: [../base]\npatches: [{path: patch.yaml}]\n',
    'prod/patch.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  minReadySeconds: ${wait:=5}\n',
  };
  const places = await placesOf(t, files, { request });
  assert.equal(places['.spec.replicas'], 'base/web.yaml:6 variable /spec/replicas');
  assert.equal(places[`${CONTAINER}.image`], 'base/web.yaml:11 variable /spec/template/spec/containers/0/image');
  assert.equal(places['.spec.minReadySeconds'], 'prod/patch.yaml:5 variable /spec/minReadySeconds');
});

const APPLICATION = `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: web, namespace: argocd}
spec:
  source:
    path: prod
    kustomize:
      images:
        - shop/web=mirror/web:2
      replicas:
        - name: web
          count: 6
      commonAnnotations:
        team: shop
      patches:
        - target: {kind: Deployment}
          patch: |-
            - op: add
              path: /spec/paused
              value: true
`;

test('what a delivery tool is told is set where git declares its object', async (t) => {
  const files: Files = {
    ...WEB,
    'prod/kustomization.yaml': 'resources: [../base]\nreplicas: [{name: web, count: 2}]\n',
    'apps/web.yaml': `# apps\n---\n${APPLICATION}`,
  };
  const overlay = {
    images: [{ name: 'shop/web', newName: 'mirror/web', newTag: '2' }],
    replicas: [{ name: 'web', count: 6 }],
    commonAnnotations: { team: 'shop' },
    patches: [{ target: { kind: 'Deployment' }, patch: '- op: add\n  path: /spec/paused\n  value: true' }],
  };
  const settings = {
    tool: 'argo-cd' as const,
    origin: { source: 'apps', file: 'apps/web.yaml', line: 3 },
    at: [{ field: 'spec' }, { field: 'source' }, { field: 'kustomize' }],
  };
  const told = await placesOf(t, files, { request: { type: 'kustomize', overlay, settings } });
  assert.deepEqual(
    ['.spec.replicas', '.metadata.annotations.team', '.spec.paused', `${CONTAINER}.image`].map((at) => told[at]),
    [
      'apps/web.yaml:14 replicas /spec/source/kustomize/replicas/0/count',
      'apps/web.yaml:16 annotation /spec/source/kustomize/commonAnnotations/team',
      'apps/web.yaml:22 json-patch /spec/source/kustomize/patches/0/patch > /0/value',
      'apps/web.yaml:11 image /spec/source/kustomize/images/0',
    ],
  );
  const untold = await placesOf(t, files, { request: { type: 'kustomize', overlay } });
  assert.equal(untold['.spec.replicas'], undefined, 'nobody says where the overlay is told');
});

test('a secret that is declared as text is set where the text stands', async (t) => {
  const places = await placesOf(
    t,
    {
      'base/secret.yaml': 'apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData:\n  a: one\n  b: two\n',
      'base/kustomization.yaml': 'resources: [secret.yaml]\n',
      'prod/kustomization.yaml': 'resources: [../base]\npatches: [{path: p.yaml}]\n',
      'prod/p.yaml': 'apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData:\n  b: three\n',
    },
    { name: 's' },
  );
  assert.deepEqual(places, { '.stringData.a': 'base/secret.yaml:5', '.stringData.b': 'prod/p.yaml:5 strategic-patch /stringData/b' });
});
