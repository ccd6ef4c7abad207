import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FieldPath } from '../../../functions/core/field-path.ts';
import type { JsonObject } from '../../../functions/core/json.ts';
import { findOwners, inferListType, readOwnerEntries } from '../../../functions/core/owners/field-owners.ts';

const object = (...trees: JsonObject[]): JsonObject => ({
  metadata: {
    managedFields: trees.map((fieldsV1, index) => ({
      manager: `m${index}`,
      operation: index === 0 ? 'Apply' : 'Update',
      time: '2026-11-01T08:00:00Z',
      fieldsV1,
    })),
  },
});
const owners = (live: JsonObject, path: FieldPath, isAtomic = (_depth: number): boolean => false): string[] =>
  findOwners(
    readOwnerEntries(live, () => 'unrecognized'),
    path,
    isAtomic,
  ).map(({ setBy }) => setBy.manager);

const medium: FieldPath = [{ field: 'spec' }, { field: 'emptyDir' }, { field: 'medium' }];

describe('who owns a field', () => {
  it('is whoever holds the very leaf', () => {
    const live = object({ 'f:spec': { 'f:replicas': {} } }, { 'f:spec': { 'f:paused': {} } });
    assert.deepEqual(owners(live, [{ field: 'spec' }, { field: 'paused' }]), ['m1']);
  });
  it('is everybody who holds it', () => {
    const live = object({ 'f:data': { 'f:a': {} } }, { 'f:data': { 'f:a': {} } });
    assert.deepEqual(owners(live, [{ field: 'data' }, { field: 'a' }]), ['m0', 'm1']);
  });
  it('is nobody where only the presence of a granular struct is owned', () => {
    assert.deepEqual(owners(object({ 'f:spec': { 'f:emptyDir': {} } }), medium), []);
  });
  it('is the owner of the ancestor that is owned as a whole', () => {
    assert.deepEqual(
      owners(object({ 'f:spec': { 'f:emptyDir': {} } }), medium, (depth) => depth === 2),
      ['m0'],
    );
  });
  it('is for an item whoever created it, not who only holds one of its fields', () => {
    const live = object(
      { 'f:containers': { 'k:{"name":"web"}': { '.': {}, 'f:image': {} } } },
      { 'f:containers': { 'k:{"name":"web"}': { 'f:image': {} } } },
    );
    assert.deepEqual(owners(live, [{ field: 'containers' }, { keys: { name: 'web' } }]), ['m0']);
  });
  it('finds items by several keys in any order, and with numbers', () => {
    const live = object({ 'f:ports': { 'k:{"port":80,"protocol":"TCP"}': { '.': {} } } });
    assert.deepEqual(owners(live, [{ field: 'ports' }, { keys: { protocol: 'TCP', port: 80 } }]), ['m0']);
  });
  it('finds items of sets by their value', () => {
    const live = object({ 'f:metadata': { 'f:finalizers': { 'v:"a/b"': {} } } });
    assert.deepEqual(owners(live, [{ field: 'metadata' }, { field: 'finalizers' }, { value: 'a/b' }]), ['m0']);
  });
  it('reads nothing from objects that the server does not track', () => {
    assert.deepEqual(
      readOwnerEntries({ metadata: {} }, () => 'person'),
      [],
    );
    assert.deepEqual(
      readOwnerEntries({ metadata: { managedFields: [{}] } }, () => 'person'),
      [],
    );
  });
  it('looks inside entries of the status subresource, which may own metadata', () => {
    const live: JsonObject = {
      metadata: {
        managedFields: [
          { manager: 'kcm', operation: 'Update', subresource: 'status', fieldsV1: { 'f:metadata': { 'f:annotations': { 'f:r': {} } } } },
        ],
      },
    };
    assert.deepEqual(owners(live, [{ field: 'metadata' }, { field: 'annotations' }, { field: 'r' }]), ['kcm']);
  });
});

describe('the type of a list that no schema describes', () => {
  const entries = readOwnerEntries(object({ 'f:a': { 'k:{"name":"x"}': {} }, 'f:b': { 'v:1': {} }, 'f:c': {} }), () => 'person');
  it('is keyed where items are owned by key', () => assert.deepEqual(inferListType(entries, [{ field: 'a' }]), ['name']));
  it('is a set where items are owned by value', () => assert.equal(inferListType(entries, [{ field: 'b' }]), 'set'));
  it('is unknown where the list is owned as a whole', () => assert.equal(inferListType(entries, [{ field: 'c' }]), undefined));
});
