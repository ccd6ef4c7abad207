import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { DesiredState } from '../../functions/core/desired-state.ts';
import { asJsonObject, type Json, type JsonObject, stringifyJson } from '../../functions/core/json.ts';
import type { KubeObject } from '../../functions/core/kube-object.ts';
import { compareManifests, declare } from '../support/compare-manifests.ts';

const name = fc.stringMatching(/^[a-z][a-z0-9]{0,6}$/);
const text = fc.string({ minLength: 1, maxLength: 12 });
const uniqueNamed = <T extends { name: string }>(item: fc.Arbitrary<T>, min = 0): fc.Arbitrary<T[]> =>
  fc.uniqueArray(item, { selector: (value) => value.name, minLength: min, maxLength: 4 });

const env = uniqueNamed(fc.record({ name, value: text }));
const quantity = fc.constantFrom(...(['500m', '0.5', '1Gi', '1073741824', '512Mi', '0.5Gi', '2', '2000m'] as const));
const container = fc.record(
  {
    name,
    image: text,
    env,
    args: fc.array(text, { maxLength: 3 }),
    resources: fc.record({ limits: fc.record({ cpu: quantity, memory: quantity }, { requiredKeys: [] }) }),
  },
  { requiredKeys: ['name', 'image'] },
);
const deployment = fc
  .record({ replicas: fc.nat(9), containers: uniqueNamed(container, 1), labels: fc.dictionary(name, text, { maxKeys: 3 }) })
  .map(
    ({ replicas, containers, labels }): JsonObject => ({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web', namespace: 'shop', labels },
      spec: {
        replicas,
        selector: { matchLabels: { app: 'web' } },
        template: { metadata: { labels: { app: 'web' } }, spec: { containers } },
      } as Json,
    }),
  );
const configMap = fc
  .dictionary(name, fc.string(), { maxKeys: 5 })
  .map((data): JsonObject => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace: 'shop' }, data }));
const widget = fc
  .record(
    { size: fc.maxSafeInteger(), tags: fc.uniqueArray(text, { maxLength: 4 }), parts: uniqueNamed(fc.record({ name, count: fc.nat() })) },
    { requiredKeys: [] },
  )
  .map(
    (spec): JsonObject => ({
      apiVersion: 'example.com/v1',
      kind: 'Widget',
      metadata: { name: 'w', namespace: 'shop' },
      spec: spec as JsonObject,
    }),
  );
const object = fc.oneof(deployment, configMap, widget);

/** Other spellings of the same quantity. */
const SPELLINGS: Readonly<Record<string, string>> = {
  '500m': '0.5',
  '0.5': '500m',
  '1Gi': '1073741824',
  '0.5Gi': '512Mi',
  '2': '2000m',
  '2000m': '2',
};

/** What a server gives back: defaults filled in, quantities respelled, empty values dropped, keyed lists in another order. */
function serve(value: Json, key = ''): Json {
  if (Array.isArray(value)) {
    const items = value.map((item: Json) => serve(item, `${key}[]`));
    return key === 'args' ? items : items.reverse();
  }
  if (typeof value !== 'object' || value === null) return key === 'cpu' || key === 'memory' ? (SPELLINGS[String(value)] ?? value) : value;
  const entries = Object.entries(value).flatMap(([field, child]) => {
    const served = serve(child, field);
    const isEmpty = typeof served === 'object' && served !== null && Object.keys(served).length === 0;
    return isEmpty || (served === '' && key === 'env[]') ? [] : [[field, served] as const];
  });
  const defaults: JsonObject =
    key === 'containers[]' ? { terminationMessagePath: '/dev/termination-log', terminationMessagePolicy: 'File' } : {};
  return { ...defaults, ...Object.fromEntries(entries) };
}

const state = (body: KubeObject): DesiredState => declare(stringifyJson(body), 'object.json');
const served = (body: KubeObject): KubeObject => asJsonObject(serve(body));

describe('laws of the comparison', () => {
  it('finds no difference between an object and what the server made of it', () => {
    fc.assert(
      fc.property(object, (body) => {
        const report = compareManifests(state(body), [served(body)]);
        assert.deepEqual([report.differences, report.undecided, report.pruned], [[], [], []]);
      }),
      { numRuns: 500 },
    );
  });

  it('finds a changed leaf at its path and nothing else', () => {
    fc.assert(
      fc.property(deployment, fc.nat(), (body, pick) => {
        const live = structuredClone(served(body));
        const containers = asJsonObject(asJsonObject(asJsonObject(live['spec'])['template'])['spec'])['containers'] as {
          name: string;
          image: string;
        }[];
        const changed = containers[pick % containers.length];
        assert.ok(changed);
        changed.image += '-by-hand';
        const [difference, ...rest] = compareManifests(state(body), [live]).differences;
        assert.equal(rest.length, 0);
        assert.ok(difference?.type === 'modified');
        assert.deepEqual(
          difference.fields.map((field) => [field.type, field.at]),
          [['changed', `.spec.template.spec.containers[name=${JSON.stringify(changed.name)}].image`]],
        );
      }),
    );
  });

  it('finds an added entry of a map at its key and nothing else', () => {
    fc.assert(
      fc.property(configMap, name, fc.string(), (body, key, value) => {
        fc.pre(!(key in asJsonObject(body['data'])));
        const live = { ...served(body), data: { ...asJsonObject(served(body)['data']), [key]: value } };
        const [difference] = compareManifests(state(body), [live]).differences;
        assert.ok(difference?.type === 'modified');
        assert.deepEqual(
          difference.fields.map((field) => [field.type, field.at]),
          [['extra', `.data.${key}`]],
        );
      }),
    );
  });

  it('gives the same bytes for the same input, whatever the order in which objects and pages come', () => {
    fc.assert(
      fc.property(deployment, configMap, widget, fc.string(), (a, b, c, change) => {
        const all = [a, b, c];
        const merged = { ...state(a), objects: all.flatMap((body) => state(body).objects) };
        const live = all.map((body) => ({ ...served(body), metadata: { ...asJsonObject(body['metadata']), labels: { added: change } } }));
        const forwards = stringifyJson(compareManifests(merged, live));
        const backwards = stringifyJson(compareManifests({ ...merged, objects: merged.objects.toReversed() }, live.toReversed()));
        assert.equal(forwards, backwards);
      }),
    );
  });
});
