import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { estimateCluster } from '../bench/costs/estimate-usage.ts';
import { PRICES, priceOf } from '../bench/costs/prices.ts';
import { type InstallationFacts, readInstallation } from '../bench/costs/read-installation.ts';
import { writeCosts } from '../bench/costs/write-costs.ts';
import { readFigures } from '../bench/figures.ts';

describe('what an installation costs', () => {
  let facts: InstallationFacts;
  before(() => {
    facts = readInstallation();
  });

  it('stands in the docs as it follows from the figures, the prices and the templates', () => {
    const kept = readFileSync(join(import.meta.dirname, '../../docs/costs.md'), 'utf8');
    assert.equal(kept, writeCosts(readFigures(), facts), 'npm run costs writes it anew');
  });

  it('counts what the templates hold', () => {
    assert.ok(facts.keys >= 2 && facts.secrets >= 1 && facts.alarmMetrics >= 6, JSON.stringify(facts));
    assert.ok(facts.transitions.check >= 3 && facts.transitions.run >= 2, JSON.stringify(facts));
    for (const memory of [facts.memory.plan, facts.memory.detect, facts.memory.notify]) assert.ok(memory > 0);
  });

  it('grows with the number of checks and of objects', () => {
    const [small, , large] = readFigures().checks;
    assert.ok(small && large);
    const cost = (figures: typeof small, every: number) =>
      estimateCluster(figures, every, facts).reduce((sum, { usage }) => sum + priceOf(usage), 0);
    assert.ok(cost(small, 5) > cost(small, 15) && cost(small, 15) > cost(small, 60));
    assert.ok(cost(large, 15) > cost(small, 15));
  });

  it('has a dated page of AWS for every price', () => {
    for (const { source, dollars } of Object.values(PRICES)) {
      assert.match(source, /^https:\/\/aws\.amazon\.com\/.*pricing\//);
      assert.ok(dollars > 0);
    }
  });
});
