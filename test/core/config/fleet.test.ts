import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { listSchedules } from '../../../functions/core/config/list-schedules.ts';
import { parseConfig } from '../../../functions/core/config.ts';
import { PlumblineError } from '../../../functions/core/errors.ts';

const HEAD = 'sources:\n  - {id: shop, url: https://git.example.com/shop.git}\nclusters:\n';
const cluster = (name: string, rest = '') => `  - {name: ${name}, eks: {region: eu-central-1}${rest}}\n`;

function problemsOf(text: string): string[] {
  try {
    parseConfig(text, 'p.yaml');
  } catch (error) {
    assert.ok(error instanceof PlumblineError && error.code === 'config');
    return error.message.split('\n');
  }
  return assert.fail('accepted');
}

describe('the fleet in a configuration', () => {
  it('has defaults for all but identity and place', () => {
    const { sources, clusters, schedule, routes, discover } = parseConfig(HEAD + cluster('a'), 'p.yaml');
    assert.deepEqual(sources, [{ id: 'shop', url: 'https://git.example.com/shop.git', revision: 'HEAD', path: '', namespace: 'default' }]);
    assert.deepEqual(clusters, [{ name: 'a', eks: { region: 'eu-central-1' }, scope: {} }]);
    assert.deepEqual([schedule, routes, discover], ['rate(15 minutes)', [], undefined]);
  });

  it('lists each schedule once, the most frequent first', () => {
    const text = `${HEAD}${cluster('a')}${cluster('b', ', schedule: rate(1 day)')}${cluster('c', ', schedule: "rate( 15  minutes )"')}`;
    assert.deepEqual(
      listSchedules(parseConfig(text, 'p.yaml')).map(({ expression }) => expression),
      ['rate(15 minutes)', 'rate(1 day)'],
    );
    assert.deepEqual(listSchedules(parseConfig('', 'p.yaml')), []);
  });

  const rejected: readonly (readonly [what: string, text: string, ...problems: readonly string[]])[] = [
    [
      'a cluster that is named twice',
      HEAD + cluster('a') + cluster('b') + cluster('a'),
      'p.yaml:6: clusters[2].name: "a" is there twice, first in clusters[0]',
    ],
    [
      'one EKS cluster under two names',
      `${HEAD}${cluster('a')}  - name: b\n    eks: {name: a, region: eu-central-1}\n`,
      'p.yaml:6: clusters[1].eks: the EKS cluster of clusters[0] again: one entry names all of its sources',
    ],
    [
      'a source id that is there twice',
      'sources:\n  - {id: a, url: https://x.example/a}\n  - id: a\n    url: https://x.example/b\n',
      'p.yaml:3: sources[1].id: "a" is there twice, first in sources[0]',
    ],
    [
      'a source that nobody knows',
      HEAD + cluster('a', ', sources: [shp]'),
      'p.yaml:4: clusters[0].sources[0]: no source is called "shp"; did you mean "shop"?',
    ],
    [
      'a source that a cluster names twice',
      HEAD + cluster('a', ', sources: [shop, {id: shop, revision: b}]'),
      'p.yaml:4: clusters[0].sources[1]: the source "shop" is there twice',
    ],
    [
      'a source of a cluster that hides one at the top',
      HEAD + cluster('a', ', sources: [{id: shop, url: https://x.example/y}]'),
      'p.yaml:4: clusters[0].sources[0]: a source at the top is called "shop": leave `url` out',
    ],
    [
      'a cluster that nothing declares',
      `clusters:\n${cluster('a')}`,
      'p.yaml:2: clusters[0]: no source declares it: the file has no `sources`',
    ],
    [
      'a bad rate',
      HEAD + cluster('a', ', schedule: rate(5 minute)'),
      'p.yaml:4: clusters[0].schedule: a rate of 1 has minute, hour or day, and any other minutes, hours or days',
    ],
    [
      'a bad cron expression',
      'scope: {}\nschedule: cron(0 25 * * ? *)\n',
      'p.yaml:2: schedule: hours in a cron expression: 0 to 23, with * , - /',
    ],
    [
      'misspelled keys, however deep',
      `${HEAD}  - name: a\n    eks: {region: eu-central-1, acount: "1"}\n    sources:\n      - {id: shop, revison: b}\ndiscovr: {}\n`,
      'p.yaml:5: clusters[0].eks: unknown key "acount"; did you mean "account"?',
      'p.yaml:7: clusters[0].sources[0]: unknown key "revison"; did you mean "revision"?',
      'p.yaml:8: at the top: unknown key "discovr"; did you mean "discover"?',
    ],
    [
      'an account that YAML takes for a number',
      `${HEAD}  - {name: a, eks: {region: eu-central-1, account: 012345678901}}\n`,
      'p.yaml:4: clusters[0].eks.account is wrong: expected an account, twelve digits in quotes',
    ],
    [
      'a role of another account, and an external id without a role',
      `${HEAD}  - name: a\n    eks: {region: eu-central-1, account: "111122223333", role: "arn:aws:iam::222233334444:role/r"}\n  - name: b\n    eks: {region: eu-central-1, externalId: hunter2}\n`,
      'p.yaml:5: clusters[0].eks.role: the role is in another account than 111122223333',
      'p.yaml:7: clusters[1].eks.externalId: an external id goes with a role',
    ],
    [
      'an account that is discovered twice',
      'sources: [{id: a, url: https://x.example/a}]\ndiscover:\n  tag: {key: k}\n  regions: [us-east-1]\n  accounts:\n    - {id: "111122223333", role: "arn:aws:iam::111122223333:role/r"}\n    - {id: "111122223333", role: "arn:aws:iam::111122223333:role/r"}\n',
      'p.yaml:7: discover.accounts[1].id: "111122223333" is there twice, first in discover.accounts[0]',
    ],
    [
      'a finder of another account than it searches',
      'sources: [{id: a, url: https://x.example/a}]\ndiscover:\n  tag: {key: k}\n  regions: [us-east-1]\n  accounts:\n    - id: "111122223333"\n      role: "arn:aws:iam::111122223333:role/r"\n      finder: "arn:aws:iam::222233334444:role/f"\n',
      'p.yaml:8: discover.accounts[0].finder: the role is in another account than 111122223333',
    ],
    [
      'a region that is there twice',
      'sources: [{id: a, url: https://x.example/a}]\ndiscover:\n  tag: {key: k}\n  regions:\n    - us-east-1\n    - us-east-1\n',
      'p.yaml:6: discover.regions[1]: "us-east-1" is there twice',
    ],
    [
      'a placeholder that means nothing',
      'sources: [{id: a, url: https://x.example/a, path: "x/{env}"}]\n',
      'p.yaml:1: sources[0].path: what stands in braces is {cluster} or {region}',
    ],
    [
      'a route whose channel has a key too many',
      'routes:\n  - name: a\n    channel: {type: sns, topic: t, format: json, chanel: x}\n',
      'p.yaml:3: routes[0].channel: unknown key "chanel"; did you mean "channel"?',
    ],
    ['a route without a channel', 'routes:\n  - {name: a}\n', 'p.yaml:2: routes[0].channel is missing'],
    [
      'a token in the place of the name of a secret',
      'routes:\n  - {name: a, channel: {type: slack, channel: C0123ABCDEF, secret: xoxb-1-2}}\n',
      'p.yaml:2: routes[0].channel.secret: this looks like a token: put it into a secret of Secrets Manager, and name that',
    ],
    [
      'quiet hours of no length and in no zone',
      'routes:\n  - name: a\n    quiet: {from: 07:00, to: 07:00, timeZone: Mars/Olympus}\n    channel: {type: event-bridge, bus: b}\n',
      'p.yaml:3: routes[0].quiet.timeZone: a time zone like Europe/Berlin',
      'p.yaml:3: routes[0].quiet.to: ends when it begins; the whole day is 00:00 to 24:00',
    ],
  ];
  for (const [what, text, ...problems] of rejected) {
    it(`rejects ${what}, with file and line`, () => assert.deepEqual(problemsOf(text), problems));
  }

  it('takes no credential, and repeats none', () => {
    const source = (rest: string) => `sources:\n  - {id: a, ${rest}}\n`;
    for (const rest of ['url: "https://me:hunter2@x.example/a"', 'url: https://x.example/a, secret: ghp_hunter2']) {
      const problems = problemsOf(source(rest)).join('\n');
      assert.match(problems, /p\.yaml:2: sources\[0\]\.(url|secret): .*secret/);
      assert.ok(!problems.includes('hunter2'));
    }
  });

  it('takes plain http from this machine only', () => {
    parseConfig('sources: [{id: a, url: "http://127.0.0.1:8080/a.git"}]', 'p.yaml');
    for (const url of ['http://git.example.com/a.git', 'git@example.com:a.git', 'ssh://git@example.com/a.git', '../a']) {
      assert.match(problemsOf(`sources: [{id: a, url: "${url}"}]`).join('\n'), /sources\[0\]\.url: the https URL/);
    }
  });
});
