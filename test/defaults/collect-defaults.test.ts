import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { collectDefaults, findRewritten } from './collect-defaults.ts';

describe('collecting defaults', () => {
  it('takes a value that was not sent and leaves one that was', () => {
    const sent = { spec: { paused: true } };
    const received = { spec: { paused: true, replicas: 1 } };
    assert.deepEqual(collectDefaults(sent, received), [{ path: '.spec.replicas', value: 1 }]);
  });

  it('takes a struct that was not sent apart into its leaves', () => {
    const received = { spec: { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%' } } } };
    assert.deepEqual(collectDefaults({ spec: {} }, received), [
      { path: '.spec.strategy.type', value: 'RollingUpdate' },
      { path: '.spec.strategy.rollingUpdate.maxSurge', value: '25%' },
    ]);
  });

  it('looks into the items of a list that was sent', () => {
    const sent = { ports: [{ port: 80 }, { port: 53, protocol: 'UDP' }] };
    const received = {
      ports: [
        { port: 80, protocol: 'TCP' },
        { port: 53, protocol: 'UDP' },
      ],
    };
    assert.deepEqual(collectDefaults(sent, received), [{ path: '.ports[].protocol', value: 'TCP' }]);
  });

  it('takes a list that was not sent as a whole and by item', () => {
    assert.deepEqual(collectDefaults({}, { finalizers: ['kubernetes'] }), [
      { path: '.finalizers', value: ['kubernetes'] },
      { path: '.finalizers[]', value: 'kubernetes' },
    ]);
  });

  it('takes an item that was added to a list as a whole', () => {
    const item = { key: 'not-ready', operator: 'Exists' };
    assert.deepEqual(collectDefaults({ tolerations: [{ key: 'a' }] }, { tolerations: [{ key: 'a' }, item] }), [
      { path: '.tolerations[]', value: item },
    ]);
  });

  it('keeps an empty map as a value and drops null', () => {
    assert.deepEqual(collectDefaults({}, { securityContext: {}, creationTimestamp: null }), [{ path: '.securityContext', value: {} }]);
  });

  it('quotes a key that is no plain field', () => {
    assert.deepEqual(collectDefaults({}, { labels: { 'a.b/c': 'd' } }), [{ path: '.labels["a.b/c"]', value: 'd' }]);
  });
});

describe('finding what came back changed', () => {
  it('names the path of a value that the server spells otherwise', () => {
    assert.deepEqual(findRewritten({ limits: [{ cpu: '1000m' }] }, { limits: [{ cpu: '1' }] }), ['.limits[].cpu']);
  });

  it('ignores what the server dropped', () => {
    assert.deepEqual(findRewritten({ gated: { a: 1 } }, {}), []);
  });
});
