import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FieldDifference, ModifiedObject, SetBy } from '../../functions/core/difference.ts';
import type { Json } from '../../functions/core/json.ts';
import { type EarlierVersion, needsHistory, refineCauses } from '../../functions/core/refine-causes.ts';

const delivery: SetBy = { manager: 'argocd-controller', operation: 'Apply', time: '2026-11-10T00:00:00Z', class: 'delivery' };
const path = [{ field: 'data' }, { field: 'colour' }];
const changed: FieldDifference = {
  type: 'changed',
  path,
  at: '.data.colour',
  cause: 'unknown',
  setBy: delivery,
  desired: 'green',
  live: 'red',
};
const missing: FieldDifference = { type: 'missing', path, at: '.data.colour', cause: 'removed', desired: 'green' };
const modified = (field: FieldDifference): ModifiedObject => ({
  type: 'modified',
  ref: { group: '', kind: 'ConfigMap', namespace: 'shop', name: 'settings' },
  origin: { source: 'shop', file: 'a.yaml', line: 1 },
  delivery,
  fields: [field],
});
const version = (committedAt: string, colour?: Json): EarlierVersion => ({
  commit: 'abcdef0123456789',
  committedAt,
  object: { kind: 'ConfigMap', data: colour === undefined ? {} : { colour } },
});
const causeOf = (field: FieldDifference, committedAt: string, ...versions: EarlierVersion[]): string | undefined =>
  refineCauses(modified(field), { committedAt }, versions).fields[0]?.cause;

describe('which side moved, told by earlier commits', () => {
  it('is git where an earlier commit held the live value', () => {
    assert.equal(
      causeOf(changed, '2026-11-20T00:00:00Z', version('2026-11-15T00:00:00Z', 'blue'), version('2026-11-01T00:00:00Z', 'red')),
      'not-yet-applied',
    );
  });
  it('stays unknown where no earlier commit did', () => {
    assert.equal(causeOf(changed, '2026-11-20T00:00:00Z', version('2026-11-01T00:00:00Z', 'blue')), 'unknown');
  });
  it('is git where the field came after the last delivery', () => {
    assert.equal(causeOf(missing, '2026-11-20T00:00:00Z', version('2026-11-01T00:00:00Z')), 'not-yet-applied');
  });
  it('is the cluster where the field was in git before the last delivery', () => {
    assert.equal(
      causeOf(missing, '2026-11-20T00:00:00Z', version('2026-11-05T00:00:00Z', 'green'), version('2026-11-01T00:00:00Z')),
      'removed',
    );
  });
  it('is not asked of what a person did', () => {
    assert.ok(!needsHistory(modified({ ...changed, cause: 'by-hand', setBy: { ...delivery, class: 'person' } })));
    assert.ok(needsHistory(modified(changed)));
  });
});
