import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { App } from 'aws-cdk-lib';
import { readSettings, SETTING_NAMES } from '../../infra/read-settings.ts';
import { SAMPLE_SETTINGS } from './sample-installation.ts';

function readContext(context: Readonly<Record<string, unknown>>) {
  return readSettings(new App({ context: { '@aws-cdk/core:some-flag': true, ...context } }).node);
}

describe('readSettings', () => {
  it('needs none: one installation called plumbline', () => {
    assert.deepEqual(readContext({}), {
      installation: 'plumbline',
      webhook: {},
      accessEntries: [],
      reservedConcurrency: true,
      rendering: true,
      members: [],
    });
  });

  it('reads lists and objects of the command line as JSON', () => {
    const texts = Object.entries(SAMPLE_SETTINGS).map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)]);
    assert.deepEqual(readContext(Object.fromEntries(texts)), readContext(SAMPLE_SETTINGS));
    assert.throws(() => readContext({ members: '[{' }), { message: /^-c members=…: / });
  });

  it('reads true and false of the command line', () => {
    const { webhook, reservedConcurrency } = readContext({ webhook: 'false', reservedConcurrency: 'false' });
    assert.deepEqual([webhook, reservedConcurrency], [false, false]);
  });

  it('takes what the docs say, which say all of it', () => {
    const page = readFileSync(join(import.meta.dirname, '../../docs/settings.md'), 'utf8');
    const listed = [...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, name = '']) => name);
    const given = [...page.matchAll(/-c (?:'(\w+)=([^']*)'|(\w+)=(\S+))/g)].map(([, quoted, json, name, text]) => [
      quoted ?? name ?? '',
      json ?? text ?? '',
    ]);
    assert.deepEqual(listed.sort(), [...SETTING_NAMES].sort());
    assert.deepEqual(given.map(([name]) => name).sort(), [...SETTING_NAMES].sort());
    readContext(Object.fromEntries(given));
  });

  const [member] = SAMPLE_SETTINGS.members;
  const bad: readonly (readonly [string, Readonly<Record<string, unknown>>, RegExp])[] = [
    ['a key that is misspelled', { instalation: 'x' }, /instalation/],
    ['a name that AWS would refuse', { installation: 'Prod EU' }, /context\.installation: lower case/],
    ['an account that lost its leading zero', { homeAccount: 11_122_223_333 }, /context\.homeAccount/],
    ['members without the account they trust', { members: [member] }, /context\.homeAccount: is needed with members/],
    ['an account that is named twice', { ...SAMPLE_SETTINGS, members: [member, member] }, /names an account twice/],
    [
      'an external id that can be guessed',
      { ...SAMPLE_SETTINGS, members: [{ ...member, externalId: 'x' }] },
      /members\.0\.externalId: at least 8/,
    ],
    ['a VPC without a way in', { vpc: { vpcId: 'vpc-0a', subnetIds: [], securityGroupIds: ['sg-0a'] } }, /context\.vpc\.subnetIds/],
    ['a VPC with a key that is misspelled', { vpc: { vpcId: 'vpc-0a', subnets: ['subnet-0a'] } }, /context\.vpc/],
    [
      'a pattern for whose workflows may ask the gate',
      { release: { github: ['example/*:ref:refs/heads/main'] } },
      /context\.release\.github\.0/,
    ],
    ['workflows of a whole repository without a word', { release: { github: ['example/shop'] } }, /context\.release\.github\.0/],
    [
      'a provider that is another than that of GitHub',
      { release: { github: ['a/b:*'], provider: 'arn:aws:iam::111122223333:oidc-provider/x.example' } },
      /provider/,
    ],
    [
      'a member without clusters',
      { ...SAMPLE_SETTINGS, members: [{ account: member.account, externalId: 'plumbline-4444' }] },
      /members\.0: /,
    ],
  ];
  for (const [title, context, message] of bad) {
    it(`rejects ${title}, by its path`, () => {
      assert.throws(() => readContext(context), { message });
    });
  }
});
