import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { App } from 'aws-cdk-lib';
import { readSettings } from '../../infra/read-settings.ts';
import { SAMPLE_SETTINGS } from './sample-installation.ts';

function readContext(context: Readonly<Record<string, unknown>>) {
  return readSettings(new App({ context: { '@aws-cdk/core:some-flag': true, ...context } }).node);
}

describe('readSettings', () => {
  it('needs none: one installation called plumbline', () => {
    assert.deepEqual(readContext({}), { installation: 'plumbline', webhook: {}, reservedConcurrency: true, members: [] });
  });

  it('reads lists and objects of the command line as JSON', () => {
    const texts = Object.entries(SAMPLE_SETTINGS).map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)]);
    assert.deepEqual(readContext(Object.fromEntries(texts)), readContext(SAMPLE_SETTINGS));
    assert.throws(() => readContext({ members: '[{' }), { message: /^-c members=…: / });
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
