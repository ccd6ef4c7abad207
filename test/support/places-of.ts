import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { DesiredObject } from '../../functions/core/desired-state.ts';
import type { KustomizeRequest } from '../../functions/core/rendering-request.ts';
import type { ReadDesired } from '../../functions/io/desired/desired.ts';
import { type Files, makeRepository } from './git-repository.ts';
import { locateLeaves, readRendered } from './locate-leaves.ts';

/** Where the container of these Deployments is. */
export const CONTAINER = '.spec.template.spec.containers[name="web"]';

/** A Deployment, 12 lines; `more` belongs to its container. */
export const deployment = (name: string, image = 'shop/web:1', more = ''): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  replicas: 1
  template:
    spec:
      containers:
        - name: web
          image: ${image}
          args: [serve]
${more}`;

/** The places of the leaves of one rendered object, by its name. */
export async function placesOf(
  t: TestContext,
  files: Files,
  { path = 'prod', request = { type: 'kustomize' }, name = 'web' }: { path?: string; request?: KustomizeRequest; name?: string } = {},
): Promise<Readonly<Record<string, string>>> {
  const read = await readRendered(makeRepository(t, files), { path, rendering: request });
  assert.deepEqual(read.desired.unchecked, []);
  return locateLeaves(findObject(read, name), read);
}

function findObject({ desired }: ReadDesired, name: string): DesiredObject {
  const found = desired.objects.find((object) => object.name === name);
  assert.ok(found, desired.objects.map((object) => object.name).join());
  return found;
}

/** A base with one of them. */
export const WEB: Files = { 'base/web.yaml': deployment('web'), 'base/kustomization.yaml': 'resources: [web.yaml]\n' };
