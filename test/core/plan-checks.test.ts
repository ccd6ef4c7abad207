import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { EksClusterRef } from '../../functions/core/check-item.ts';
import { type Config, parseConfig } from '../../functions/core/config.ts';
import { planChecks } from '../../functions/core/plan-checks.ts';

const ROLE = 'arn:aws:iam::222233334444:role/r';
const SOURCES = `sources:
  - {id: shop, url: https://git.example.com/shop.git, revision: main, path: "clusters/{cluster}/{region}", secret: git}
  - {id: base, url: https://git.example.com/base.git, namespace: base}
`;
const DISCOVER = 'discover: {tag: {key: env, value: prod}, regions: [eu-central-1, us-east-1], schedule: rate(1 hour)}\n';

const parse = (text: string): Config => parseConfig(SOURCES + text, 'p.yaml');
const eks = (name: string, rest: Partial<EksClusterRef> = {}): EksClusterRef => ({ name, region: 'eu-central-1', ...rest });

describe('the plan of the checks', () => {
  it('has one check for each cluster of the configuration, whole and sorted', () => {
    const config = parse(`clusters:
  - {name: prod, eks: {name: shop-prod, region: us-east-1, account: "222233334444", role: "${ROLE}", externalId: x1}}
  - name: dev
    eks: {region: eu-central-1}
    sources: [{id: shop, revision: "env/{cluster}"}, {id: own, url: https://git.example.com/own.git}]
    scope: {unmanaged: false}
    schedule: cron(0 6 * * ? *)
scope: {excludeKinds: [Secret]}
`);
    const { items, problems } = planChecks(config, []);
    assert.deepEqual(problems, []);
    assert.deepEqual(items, [
      {
        id: 'dev',
        cluster: { name: 'dev', region: 'eu-central-1' },
        sources: [
          { id: 'own', url: 'https://git.example.com/own.git', revision: 'HEAD', path: '', defaultNamespace: 'default' },
          {
            id: 'shop',
            url: 'https://git.example.com/shop.git',
            revision: 'env/dev',
            path: 'clusters/dev/eu-central-1',
            defaultNamespace: 'default',
            secret: 'git',
          },
        ],
        scope: { unmanaged: false, namespaces: [], excludeNamespaces: [], excludeKinds: ['Secret'] },
        everyMinutes: 1440,
      },
      {
        id: 'prod',
        cluster: { name: 'shop-prod', region: 'us-east-1', account: '222233334444', role: ROLE, externalId: 'x1' },
        sources: [
          { id: 'base', url: 'https://git.example.com/base.git', revision: 'HEAD', path: '', defaultNamespace: 'base' },
          {
            id: 'shop',
            url: 'https://git.example.com/shop.git',
            revision: 'main',
            path: 'clusters/prod/us-east-1',
            defaultNamespace: 'default',
            secret: 'git',
          },
        ],
        scope: { unmanaged: true, namespaces: [], excludeNamespaces: [], excludeKinds: ['Secret'] },
        everyMinutes: 15,
      },
    ]);
  });

  it('says the environment of each cluster: its own, the one of all that is found, or what its tag says', () => {
    const listed = 'clusters: [{name: a, environment: prod, eks: {region: eu-central-1}}, {name: b, eks: {region: eu-central-1}}]\n';
    const environments = (text: string): unknown =>
      planChecks(parse(listed + text), [{ ...eks('found'), environment: 'staging' }, eks('plain')]).items.map(
        ({ id, environment, cluster }) => [id.split('.')[0], environment, 'environment' in cluster],
      );
    const found = 'discover: {tag: {key: env}, regions: [eu-central-1], environment: ';
    const own = [
      ['a', 'prod', false],
      ['b', undefined, false],
      ['found', 'staging', false],
    ];
    assert.deepEqual(environments(`${found}dev}\n`), [...own, ['plain', 'dev', false]]);
    assert.deepEqual(environments(`${found}{tag: Environment}}\n`), [...own, ['plain', undefined, false]]);
  });

  it('calls a cluster that was found by name, region and account, so that another of its name changes nothing', () => {
    const { items } = planChecks(parse(DISCOVER), [
      eks('a', { account: '222233334444', role: ROLE }),
      eks('a'),
      eks('a', { region: 'us-east-1' }),
    ]);
    assert.deepEqual(
      items.map(({ id, everyMinutes, sources }) => [id, everyMinutes, sources[1]?.path]),
      [
        ['a.eu-central-1', 60, 'clusters/a/eu-central-1'],
        ['a.eu-central-1.222233334444', 60, 'clusters/a/eu-central-1'],
        ['a.us-east-1', 60, 'clusters/a/us-east-1'],
      ],
    );
  });

  it('checks a cluster that is found and named once, as it is named', () => {
    const config = parse(
      `${DISCOVER}clusters:\n  - {name: home, eks: {name: a, region: eu-central-1}}\n  - {name: away, eks: {name: b, region: eu-central-1, role: "${ROLE}"}}\n`,
    );
    const found = [
      eks('a', { account: '111122223333' }),
      eks('b', { account: '222233334444', role: ROLE }),
      eks('b', { account: '333344445555' }),
    ];
    assert.deepEqual(
      planChecks(config, found).items.map(({ id }) => id),
      ['away', 'b.eu-central-1.333344445555', 'home'],
    );
  });

  it('is the same whatever the order in which clusters were found', () => {
    const config = parse(DISCOVER);
    const found = [eks('b'), eks('a'), eks('a', { role: ROLE }), eks('a')];
    const plan = planChecks(config, found);
    assert.deepEqual(planChecks(config, found.toReversed()), plan);
    assert.deepEqual(plan.problems, [`a.eu-central-1 was found twice, by two roles: ${ROLE}, its own`]);
    assert.equal(plan.items.length, 2);
  });

  it('is not silent about a fleet without clusters', () => {
    assert.deepEqual(planChecks(parse(''), []).problems, ['there is no cluster to check']);
    assert.deepEqual(planChecks(parse(DISCOVER), []).problems, [
      'no EKS cluster carries the tag env=prod in eu-central-1, us-east-1',
      'there is no cluster to check',
    ]);
  });

  it('has only the checks of one schedule where one is given', () => {
    const config = parse(`${DISCOVER}clusters:\n  - {name: a, eks: {region: eu-central-1}}\n`);
    const idsOf = (schedule: string) => planChecks(config, [eks('x')], schedule).items.map(({ id }) => id);
    assert.deepEqual(idsOf('rate(15 minutes)'), ['a']);
    assert.deepEqual(idsOf('rate(1 hour)'), ['x.eu-central-1']);
    assert.deepEqual(planChecks(config, [eks('x')], 'rate(2 hours)'), { items: [], problems: [] });
  });

  it('plans a thousand named and a thousand found clusters at once', () => {
    const names = Array.from({ length: 1000 }, (_, i) => `c${i}`);
    const lines = names.map((name, i) => `  - {name: ${name}, eks: {region: us-east-1}, schedule: cron(${i % 60} 6 * * ? *)}\n`);
    const config = parse(`${DISCOVER}clusters:\n${lines.join('')}`);
    const begin = performance.now();
    const { items } = planChecks(config, [...names.map((name) => eks(name)), ...names.map((name) => eks(name, { region: 'us-east-1' }))]);
    const took = performance.now() - begin;
    assert.equal(items.length, 2000);
    assert.ok(took < 1000, `${took.toFixed(0)} ms`);
  });
});
