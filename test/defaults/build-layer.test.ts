import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DefaultsTable } from '../../functions/core/kinds/default-values.ts';
import { applyLayer, loadDefaults } from '../../functions/core/kinds/defaults-tables.ts';
import { buildLayer } from './build-layer.ts';
import { formatLayer } from './format-layer.ts';

const before: DefaultsTable = {
  version: '1.1.0',
  kinds: { '/Pod': { '.a': [1], '.b': ['x'], '.c': [true] }, '/Node': { '.n': [null] }, '/Old': {}, '/Same': { '.s': [{}] } },
};
const after: DefaultsTable = {
  version: '1.2.0',
  kinds: { '/Pod': { '.a': [1], '.b': ['x', 'y'], '.d': [0] }, '/Node': {}, '/New': {}, '/Same': { '.s': [{}] } },
};

describe('the layer of a version', () => {
  it('holds what changed, what came and what went', () => {
    assert.deepEqual(buildLayer(before, after), {
      version: '1.2.0',
      kinds: { '/Pod': { '.b': ['x', 'y'], '.d': [0], '.c': null }, '/Node': { '.n': null }, '/New': {}, '/Old': null },
    });
  });
  it('makes the table again, also when written and read', () => {
    for (const [earlier, table] of [
      [undefined, before],
      [before, after],
      [after, before],
      [after, after],
    ] as const) {
      const layer = buildLayer(earlier, table);
      assert.deepEqual(applyLayer(earlier, layer), table);
      assert.deepEqual(JSON.parse(formatLayer(layer)), layer);
    }
  });
  it('is applied over all before it', async () => {
    const [old, next] = [await loadDefaults('v1.34.1'), await loadDefaults('v1.36.0')];
    assert.deepEqual([old?.exact, next?.exact], [true, true]);
    assert.match(old?.table.version ?? '', /^1\.34\./);
    assert.ok(Object.keys(next?.table.kinds ?? {}).length >= Object.keys(old?.table.kinds ?? {}).length);
    assert.deepEqual(next?.table.kinds['/Endpoints'], { '.subsets[].ports[].protocol': ['TCP'] });
    assert.equal((await loadDefaults('v1.99.0'))?.table.version, next?.table.version);
  });
});
