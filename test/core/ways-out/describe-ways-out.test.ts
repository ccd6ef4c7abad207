import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FieldDifference } from '../../../functions/core/difference.ts';
import { type FieldPath, formatPath } from '../../../functions/core/field-path.ts';
import type { Json } from '../../../functions/core/json.ts';
import { createMask } from '../../../functions/core/mask/create-mask.ts';
import { describeAdopt, describeRestore } from '../../../functions/core/ways-out/describe-ways-out.ts';
import { buildRestorePatch } from '../../../functions/core/ways-out/merge-patch.ts';

const field = (name: string) => ({ field: name });
const containers: FieldPath = ['spec', 'template', 'spec', 'containers'].map(field);
const inContainer = (name: string, ...rest: FieldPath): FieldPath => [...containers, { keys: { name } }, ...rest];

function changed(path: FieldPath, desired: Json, live: Json): FieldDifference {
  return { type: 'changed', path, at: formatPath(path), cause: 'by-hand', desired, live };
}
function extra(path: FieldPath, live: Json): FieldDifference {
  return { type: 'extra', path, at: formatPath(path), cause: 'by-hand', live };
}

describe('the patch that puts git back', () => {
  it('touches just the fields that depart, items of lists by their keys', () => {
    const fields = [
      changed(['spec', 'replicas'].map(field), 2, 5),
      changed(inContainer('web', field('image')), 'web:1', 'web:2'),
      extra(inContainer('web', field('env'), { keys: { name: 'DEBUG' } }), { name: 'DEBUG', value: '1' }),
      extra(inContainer('sidecar'), { name: 'sidecar' }),
      extra([field('metadata'), field('finalizers'), { value: 'example.com/a' }], 'example.com/a'),
    ];
    assert.deepEqual(buildRestorePatch('apps', fields), {
      type: 'strategic',
      body: {
        spec: {
          replicas: 2,
          template: {
            spec: {
              containers: [
                { name: 'web', image: 'web:1', env: [{ name: 'DEBUG', $patch: 'delete' }] },
                { name: 'sidecar', $patch: 'delete' },
              ],
            },
          },
        },
        metadata: { '$deleteFromPrimitiveList/finalizers': ['example.com/a'] },
      },
    });
  });

  it('is none where a value is masked, an item has no key, or the kind is a custom one with lists', () => {
    const masked = createMask(Buffer.from('key'))('secret');
    assert.equal(buildRestorePatch('', [changed([field('data'), field('token')], masked, 'x')]), undefined);
    assert.equal(buildRestorePatch('', [changed([field('spec'), field('args'), { index: 0 }], 'a', 'b')]), undefined);
    assert.equal(buildRestorePatch('example.com', [changed(inContainer('web', field('image')), 'a', 'b')]), undefined);
    assert.deepEqual(buildRestorePatch('example.com', [extra([field('spec'), field('size')], 3)]), {
      type: 'merge',
      body: { spec: { size: null } },
    });
  });
});

describe('the ways out of a departure, as text', () => {
  const ref = { group: 'apps', kind: 'Deployment', namespace: 'shop', name: "we'b" };
  const origin = { source: 'shop', file: 'deploy/web.yaml', line: 3 };

  it('are a command that puts git back, and an edit that adopts the cluster', () => {
    const fields = [changed(['spec', 'replicas'].map(field), 2, 5)];
    const departures = [{ difference: { type: 'modified' as const, ref, origin, fields }, commit: 'abc', cluster: 'prod' }];
    assert.equal(
      describeRestore(departures)?.text,
      `kubectl patch 'deployment.apps/we'\\''b' -n shop --type=strategic -p '{"spec":{"replicas":2}}'`,
    );
    assert.equal(describeAdopt(departures)?.text, 'deploy/web.yaml:3  .spec.replicas: 2 → 5');
  });

  it('are for whole objects: apply or remove, delete or commit', () => {
    const missing = { difference: { type: 'missing' as const, ref, origin }, commit: '0123456789abcdef', cluster: 'prod' };
    assert.equal(describeRestore([missing])?.text, 'git show 0123456789ab:deploy/web.yaml | kubectl apply -f -');
    const unmanaged = { difference: { type: 'unmanaged' as const, ref }, cluster: 'prod' };
    assert.equal(describeRestore([unmanaged])?.text, `kubectl delete 'deployment.apps/we'\\''b' -n shop`);
    assert.match(describeAdopt([unmanaged, unmanaged, unmanaged, unmanaged])?.does ?? '', /3 of 4/);
    assert.equal(describeRestore([]), undefined);
  });
});
