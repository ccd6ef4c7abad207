import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseConfig } from '../../../functions/core/config.ts';
import { PlumblineError } from '../../../functions/core/errors.ts';
import { findCheck } from '../../../functions/core/gate/find-check.ts';
import { proposeRevision } from '../../../functions/core/gate/propose-revision.ts';
import { planChecks } from '../../../functions/core/plan-checks.ts';

const config = parseConfig(
  `
sources:
  - {id: platform, url: "https://git.example.com/platform.git", revision: production, path: "clusters/{cluster}"}
  - {id: shop, url: "https://git.example.com/shop.git", revision: production}
clusters:
  - {name: prod-eu, eks: {region: eu-central-1}}
  - {name: tools, eks: {region: eu-central-1}, sources: [shop]}
discover:
  tag: {key: plumbline}
  regions: [eu-central-1, us-east-1]
  accounts:
    - {id: "222233334444", role: "arn:aws:iam::222233334444:role/plumbline-reader", externalId: plumb-42}
`,
  'plumbline.yaml',
);

function explain(run: () => unknown): { message: string; advice: string } {
  try {
    run();
  } catch (error) {
    assert.ok(error instanceof PlumblineError);
    return { message: error.message, advice: error.advice ?? '' };
  }
  assert.fail('it was found');
}

describe('the check that a gate names', () => {
  it('is that of the schedule', () => {
    assert.deepEqual(findCheck(config, 'prod-eu'), planChecks(config, []).items[0]);
  });

  it('is found by the id of its reports where the cluster was found by its tag, without looking for it', () => {
    const ref = {
      name: 'payments',
      region: 'us-east-1',
      account: '222233334444',
      role: 'arn:aws:iam::222233334444:role/plumbline-reader',
      externalId: 'plumb-42',
    };
    const planned = planChecks(config, [ref]).items.find(({ id }) => id === 'payments.us-east-1.222233334444');
    assert.deepEqual(findCheck(config, 'payments.us-east-1.222233334444'), planned);
    assert.deepEqual(planned?.sources[0]?.path, 'clusters/payments');
  });

  it("assumes no role for a cluster of the caller's own account", () => {
    assert.deepEqual(findCheck(config, 'payments.us-east-1.111122223333').cluster, {
      name: 'payments',
      region: 'us-east-1',
      account: '111122223333',
    });
  });

  it('is none in a region that is not looked in, and none that the configuration calls otherwise', () => {
    assert.match(explain(() => findCheck(config, 'payments.ap-south-1.222233334444')).message, /^no cluster is called/);
    assert.match(explain(() => findCheck(config, 'prod-eu.eu-central-1')).message, /^no cluster is called/);
  });

  it('names what there is where it is not there', () => {
    const { message, advice } = explain(() => findCheck(config, 'prod-ue'));
    assert.equal(message, 'no cluster is called "prod-ue": did you mean prod-eu?');
    assert.match(advice, /^The configuration names prod-eu, tools\. One found by its tag is called .*eu-central-1, us-east-1\.$/);
  });
});

describe('a proposed revision', () => {
  it('replaces that of its source alone, and is compared with the configured one', () => {
    const { item, base } = proposeRevision(findCheck(config, 'prod-eu'), { cluster: 'prod-eu', source: 'shop', revision: 'next' });
    assert.deepEqual(
      item.sources.map(({ id, revision }) => [id, revision]),
      [
        ['platform', 'production'],
        ['shop', 'next'],
      ],
    );
    assert.equal(base?.revision, 'production');
  });

  it('is compared with the base that is named', () => {
    const { item, base } = proposeRevision(findCheck(config, 'tools'), { cluster: 'tools', base: 'before' });
    assert.deepEqual([item.sources[0]?.revision, base?.revision], ['production', 'before']);
  });

  it('is none where nothing is asked for', () => {
    assert.equal(proposeRevision(findCheck(config, 'prod-eu'), { cluster: 'prod-eu' }).base, undefined);
  });

  it('needs to say of which source it is, and names them', () => {
    const item = findCheck(config, 'prod-eu');
    assert.deepEqual(
      explain(() => proposeRevision(item, { cluster: 'prod-eu', revision: 'next' })),
      {
        message: 'prod-eu has several sources: say which one the revision is of',
        advice: 'They are platform, shop.',
      },
    );
    assert.deepEqual(
      explain(() => proposeRevision(item, { cluster: 'prod-eu', source: 'shops' })),
      {
        message: 'prod-eu has no source "shops"',
        advice: 'It has platform, shop.',
      },
    );
  });
});
