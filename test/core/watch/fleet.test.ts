import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseConfig } from '../../../functions/core/config.ts';
import { planChecks } from '../../../functions/core/plan-checks.ts';
import { buildFleet, type FleetMember, listExpected, parseFleet } from '../../../functions/core/watch/fleet.ts';

const source = 'sources: [{id: shop, url: "https://git.example.com/shop.git"}]\n';
const named = `${source}clusters: [{name: prod, eks: {region: eu-west-1}, schedule: rate(5 minutes)}]\n`;
const tagged = `${named}discover: {tag: {key: plumbline}, regions: [eu-west-1], schedule: rate(1 hour)}\n`;
const parse = (text: string) => parseConfig(text, 'plumbline.yaml');
const MONDAY = '2026-11-23T08:00:00Z';
const TUESDAY = '2026-11-24T08:00:00Z';
const staging = { name: 'staging', region: 'eu-west-1', account: '111111111111' };

function plan(text: string, clusters: readonly (typeof staging)[], earlier: readonly FleetMember[] = [], sawEverything = true) {
  const config = parse(text);
  return buildFleet(planChecks(config, clusters).items, config, { earlier, at: earlier.length > 0 ? TUESDAY : MONDAY, sawEverything });
}
const PROD = { check: 'prod', everyMinutes: 5, since: MONDAY };
const STAGING = { check: 'staging.eu-west-1.111111111111', everyMinutes: 60, since: MONDAY, found: true as const };

describe('the fleet that watch knows', () => {
  it('is all that is planned, each since when it was first planned so often', () => {
    const first = plan(tagged, [staging]);
    assert.deepEqual(first, [PROD, STAGING]);
    assert.deepEqual(plan(tagged, [staging], first), first);
    const oftener = plan(tagged.replace('rate(1 hour)', 'rate(10 minutes)'), [staging], first);
    assert.deepEqual(oftener, [PROD, { ...STAGING, everyMinutes: 10, since: TUESDAY }]);
  });
  it('loses a cluster that carries the tag no more', () => assert.deepEqual(plan(tagged, [], [PROD, STAGING]), [PROD]));
  it('keeps what was found before while something cannot be looked at', () => {
    assert.deepEqual(plan(tagged, [], [PROD, STAGING], false), [PROD, STAGING]);
  });
  it('is read back as it was written, and not at all where it is damaged', () => {
    assert.deepEqual(parseFleet(JSON.stringify([PROD, STAGING])), [PROD, STAGING]);
    for (const damaged of ['', '{"check":"prod"}', '[{"check":"prod"}]', '[1]', '[{"check":']) assert.equal(parseFleet(damaged), undefined);
  });
});

describe('the checks that are expected', () => {
  it('are those of the configuration, though nothing was ever planned', () => {
    assert.deepEqual(listExpected(parse(named), TUESDAY, []), [{ ...PROD, since: TUESDAY }]);
  });
  it('are those that were found beside them', () => {
    assert.deepEqual(listExpected(parse(tagged), TUESDAY, [PROD, STAGING]), [PROD, STAGING]);
  });
  it('are not those that the configuration has lost since the last plan', () => {
    assert.deepEqual(listExpected(parse(source), TUESDAY, [PROD, STAGING]), []);
  });
  it('are waited for since the configuration was written, where it asks for them more often than planned', () => {
    assert.deepEqual(listExpected(parse(named), TUESDAY, [{ ...PROD, everyMinutes: 60 }]), [{ ...PROD, since: TUESDAY }]);
  });
});
