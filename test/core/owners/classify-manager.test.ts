import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createClassifier } from '../../../functions/core/owners/classify-manager.ts';
import { KNOWN_MANAGERS } from './fixtures/known-managers.ts';

const classify = createClassifier({ controllers: [] });

describe('a field manager', () => {
  for (const known of KNOWN_MANAGERS) {
    const { manager, operation, subresource } = known;
    it(`called ${manager} is of the class ${known.class} when it writes by ${operation}${subresource ? ` to ${subresource}` : ''}`, () => {
      assert.equal(classify(known).class, known.class);
    });
  }

  it('is told by words that a report can use', () => {
    assert.equal(classify({ manager: 'node-fetch', operation: 'Update' }).who, 'Lens or another Node program');
    assert.equal(classify({ manager: 'alice', operation: 'Update' }).who, 'alice');
  });

  it('is known with little confidence where many programs bear its name', () => {
    for (const manager of ['manager', 'controller', 'shop-operator', 'node-fetch', 'unknown', 'alice']) {
      assert.equal(classify({ manager, operation: 'Update' }).confidence, 'low', manager);
    }
    assert.equal(classify({ manager: 'kube-controller-manager', operation: 'Update' }).confidence, 'high');
  });

  it('is judged alike however often it is asked about', () => {
    const entry = { manager: 'kubectl', operation: 'Apply' } as const;
    assert.equal(classify(entry), classify({ ...entry }));
  });
});

describe("the operator's own controllers", () => {
  const own = createClassifier({ controllers: ['shop-*', 'OpenAPI-Generator', '*'] });

  it('are controllers by name or pattern', () => {
    assert.equal(own({ manager: 'shop-sync', operation: 'Apply' }).class, 'controller');
    assert.equal(own({ manager: 'OpenAPI-Generator', operation: 'Update' }).class, 'controller');
  });

  it('never include a known person by pattern', () => {
    assert.equal(own({ manager: 'kubectl-edit', operation: 'Update' }).class, 'person');
    assert.equal(own({ manager: 'argocd-server', operation: 'Update' }).class, 'person');
  });

  it('may include a client that people use too, where it is spelled out', () => {
    const named = createClassifier({ controllers: ['okhttp'] });
    assert.equal(named({ manager: 'okhttp', operation: 'Update' }).class, 'controller');
  });

  it('never bring back an author that the server lost', () => {
    const named = createClassifier({ controllers: ['ancient-changes'] });
    assert.equal(named({ manager: 'ancient-changes', operation: 'Update' }).class, 'unknown-author');
  });
});
