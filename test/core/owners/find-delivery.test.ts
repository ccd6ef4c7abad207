import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ManagerClass } from '../../../functions/core/difference.ts';
import type { JsonObject } from '../../../functions/core/json.ts';
import { readOwnerEntries } from '../../../functions/core/owners/field-owners.ts';
import { findDelivery } from '../../../functions/core/owners/find-delivery.ts';

interface Writer {
  readonly manager: string;
  readonly operation?: 'Apply' | 'Update';
  readonly class: Exclude<ManagerClass, 'delivery'>;
  readonly data?: readonly string[];
  readonly annotates?: true;
}

const declared: JsonObject = { kind: 'ConfigMap', metadata: { name: 'a' }, data: { a: '1', b: '2', c: '3' } };
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

function deliver(writers: readonly Writer[], metadata: JsonObject = {}, configured: Parameters<typeof findDelivery>[3] = []): string[] {
  const managedFields = writers.map(({ manager, operation = 'Update', data = [], annotates }) => ({
    manager,
    operation,
    fieldsV1: {
      'f:data': Object.fromEntries(data.map((key) => [`f:${key}`, {}])),
      ...(annotates ? { 'f:metadata': { 'f:annotations': { [`f:${LAST_APPLIED}`]: {} } } } : {}),
    },
  }));
  const live: JsonObject = { ...declared, metadata: { ...metadata, managedFields } };
  const classes = new Map(writers.map((writer) => [writer.manager, writer.class]));
  const entries = readOwnerEntries(live, ({ manager }) => classes.get(manager) ?? 'unrecognized');
  return findDelivery(entries, live, declared, configured).map(({ setBy }) => setBy.manager);
}

describe('the manager that delivers git', () => {
  it('is the one that the operator named, before everything else', () => {
    const writers: Writer[] = [
      { manager: 'deployer', class: 'unrecognized', data: ['a'] },
      { manager: 'kubectl-client-side-apply', class: 'second-writer', data: ['b', 'c'], annotates: true },
    ];
    assert.deepEqual(deliver(writers, {}, [{ manager: 'deployer' }]), ['deployer']);
  });
  it("is Argo CD's where the object carries its tracking id, whoever applied last", () => {
    const writers: Writer[] = [
      { manager: 'argocd-controller', operation: 'Apply', class: 'second-writer', data: ['a'] },
      { manager: 'kubectl-client-side-apply', class: 'second-writer', data: ['b', 'c'], annotates: true },
    ];
    assert.deepEqual(deliver(writers, { annotations: { 'argocd.argoproj.io/tracking-id': 'shop:/ConfigMap:shop/a' } }), [
      'argocd-controller',
    ]);
  });
  it('is whoever keeps the last-applied annotation', () => {
    const writers: Writer[] = [
      { manager: 'kubectl-client-side-apply', class: 'second-writer', data: ['a'], annotates: true },
      { manager: 'kubectl-edit', class: 'person', data: ['b', 'c'] },
    ];
    assert.deepEqual(deliver(writers), ['kubectl-client-side-apply']);
  });
  it('is the one that owns most of what git declares, where nothing is marked', () => {
    const writers: Writer[] = [
      { manager: 'HashiCorp', class: 'second-writer', data: ['a', 'b'] },
      { manager: 'other', class: 'unrecognized', data: ['c'] },
    ];
    assert.deepEqual(deliver(writers), ['HashiCorp']);
  });
  it('is nobody where no manager owns more than half', () => {
    assert.deepEqual(deliver([{ manager: 'HashiCorp', class: 'second-writer', data: ['a'] }]), []);
  });
  it('is never a person, whatever they own', () => {
    assert.deepEqual(deliver([{ manager: 'kubectl-create', class: 'person', data: ['a', 'b', 'c'], annotates: true }]), []);
  });
  it('is never an author that the server forgot', () => {
    assert.deepEqual(deliver([{ manager: 'before-first-apply', class: 'unknown-author', data: ['a', 'b', 'c'] }]), []);
  });
});
