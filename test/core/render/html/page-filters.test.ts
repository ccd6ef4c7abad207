import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseState, spellState } from '../../../../functions/core/render/html/client/page-state.ts';
import { isWanted, type PageFilters, writeHaystack } from '../../../../functions/core/render/html/page-filters.ts';
import type { PageObject } from '../../../../functions/core/render/html/page-object.ts';

const WEB: PageObject = {
  type: 'modified',
  level: 'high',
  rule: 'image',
  why: 'runs another image',
  kind: 'Deployment',
  namespace: 'shop',
  name: 'web',
  team: 'checkout',
  managers: ['kubectl-edit', 'k9s'],
  fields: [
    {
      at: '.spec.image',
      level: 'high',
      cause: 'changed by hand',
      who: 'kubectl-edit, a person',
      lines: [{ desired: '"web:1"', live: '"Web:2"' }],
    },
  ],
};
const BINDING: PageObject = {
  ...WEB,
  type: 'unmanaged',
  kind: 'ClusterRoleBinding',
  namespace: '',
  name: 'admin',
  managers: [],
  fields: [],
};
const wants = (object: PageObject, filters: Partial<PageFilters>): boolean =>
  isWanted(object, () => writeHaystack(object), { values: {}, ...filters });

describe('the filters of the HTML report', () => {
  it('find an object by every word, wherever it stands, in any case', () => {
    assert.ok(wants(WEB, { text: 'WEB:2 checkout  kubectl' }));
    assert.ok(!wants(WEB, { text: 'web:2 nowhere' }));
    assert.ok(wants(WEB, { text: 'shop/web' }));
  });

  it('take each facet by its value, one manager of several too', () => {
    assert.ok(
      wants(WEB, { values: { manager: 'k9s', level: 'high', namespace: 'shop', team: 'checkout', kind: 'Deployment', type: 'modified' } }),
    );
    assert.ok(!wants(WEB, { values: { manager: 'kubectl' } }));
    assert.ok(wants(WEB, { values: { manager: '' } }));
  });

  it('call the cluster itself a namespace, and nobody a manager', () => {
    assert.ok(wants(BINDING, { values: { namespace: '(cluster)', manager: '(none)' } }));
    assert.ok(!wants(WEB, { values: { namespace: '(cluster)' } }));
  });

  it('stand in the address of the page, and come back from it', () => {
    const state = { text: 'a & b=c #1', values: { level: 'high', manager: 'k9s' }, order: 'severity' as const };
    assert.deepEqual(parseState(`#${spellState(state)}`), state);
    assert.deepEqual(parseState('#unchecked'), { values: {}, order: 'namespace' });
    assert.equal(spellState({ values: {}, order: 'namespace' }), '');
  });
});
