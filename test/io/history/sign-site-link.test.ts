import assert from 'node:assert/strict';
import { generateKeyPairSync, verify } from 'node:crypto';
import { describe, it } from 'node:test';
import { signSiteLink } from '../../../functions/io/history/sign-site-link.ts';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const link = { domain: 'drift.example.com', keyId: 'K2JCJMDEHXQW5F', privateKey: pem, until: '2026-11-05T03:00:00Z' };

/** As CloudFront spells what it puts into addresses and cookies. */
const decode = (text: string): Buffer => Buffer.from(text.replace(/-/g, '+').replace(/_/g, '=').replace(/~/g, '/'), 'base64');

describe('a link to the site of the history', () => {
  it('is signed for the whole site until its time, as CloudFront verifies it', () => {
    const url = new URL(signSiteLink(link));
    assert.equal(`${url.origin}${url.pathname}`, 'https://drift.example.com/enter');
    const policy = decode(url.searchParams.get('p') ?? '');
    const [statement] = (JSON.parse(policy.toString()) as { Statement: unknown[] }).Statement;
    assert.deepEqual(statement, {
      Resource: 'https://drift.example.com/*',
      Condition: { DateLessThan: { 'AWS:EpochTime': Date.parse(link.until) / 1000 } },
    });
    assert.ok(verify('sha1', policy, publicKey, decode(url.searchParams.get('s') ?? '')));
    assert.equal(url.searchParams.get('k'), link.keyId);
  });

  it('holds nothing that the function behind it refuses', () => {
    for (const [, value] of new URL(signSiteLink(link)).searchParams) assert.match(value, /^[A-Za-z0-9_~-]{1,2048}$/);
  });

  it('says what is wrong with a key that is none, and repeats nothing of it', () => {
    const wrong = () => signSiteLink({ ...link, privateKey: 'c2VjcmV0' });
    assert.throws(wrong, (error: Error) => /signing key cannot be used/.test(error.message) && !error.message.includes('c2VjcmV0'));
  });
});
