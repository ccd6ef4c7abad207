import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Forge, WebhookRequest } from '../../../functions/core/webhook/forge.ts';
import { findForge, readPush } from '../../../functions/core/webhook/read-push.ts';
import { sendBitbucket, sendGithub, sendGitlab, sendGitlabSigned } from '../../support/webhooks.ts';

/** How each forge sends a body, and the header that its secret is proven by. */
const SENDERS = [
  { name: 'GitHub', send: sendGithub, proof: 'x-hub-signature-256', covers: 'body' },
  { name: 'Bitbucket', send: sendBitbucket, proof: 'x-hub-signature', covers: 'body' },
  { name: 'GitLab with a signature', send: sendGitlabSigned, proof: 'webhook-signature', covers: 'body' },
  { name: 'GitLab with a token', send: sendGitlab, proof: 'x-gitlab-token', covers: 'nothing' },
] as const;

const text = fc.stringMatching(/^[!-~]{1,40}$/).filter((secret) => !secret.startsWith('whsec_'));
const signing = fc.uint8Array({ minLength: 24, maxLength: 64 }).map((key) => `whsec_${Buffer.from(key).toString('base64')}`);
const body = fc.oneof(fc.json(), fc.string({ unit: 'grapheme', minLength: 1 }));
const change = fc.record({ at: fc.nat(), by: fc.integer({ min: 1, max: 255 }) });

function statusOf(request: WebhookRequest, secret: string): number {
  const forge: Forge = findForge(request.headers) ?? assert.fail('no forge');
  return readPush(request, forge, [secret]).status;
}

function changeByte(bytes: Uint8Array, { at, by }: { readonly at: number; readonly by: number }): Buffer {
  const changed = Buffer.from(bytes);
  const index = at % changed.length;
  changed[index] = (changed[index] ?? 0) ^ by;
  return changed;
}

/** Never by a zero byte at its end: an HMAC takes that for no change. */
function changeSecret(secret: string): string {
  if (!secret.startsWith('whsec_')) return `${secret}x`;
  return `whsec_${Buffer.from([...Buffer.from(secret.slice('whsec_'.length), 'base64'), 1]).toString('base64')}`;
}

describe('a webhook that was tampered with', () => {
  for (const { name, send, proof, covers } of SENDERS) {
    const secret = send === sendGitlabSigned ? signing : text;
    if (covers === 'body') {
      it(`of ${name} is refused whichever byte of the body was changed`, () => {
        fc.assert(
          fc.property(body, secret, change, (sent, key, changed) => {
            const request = send(sent, { secret: key });
            assert.notEqual(statusOf(request, key), 401);
            assert.equal(statusOf({ ...request, body: changeByte(request.body, changed) }, key), 401);
          }),
        );
      });
    }
    it(`of ${name} is refused whichever byte of the proof was changed, or the secret was`, () => {
      fc.assert(
        fc.property(body, secret, change, (sent, key, changed) => {
          const request = send(sent, { secret: key });
          const forged = changeByte(Buffer.from(request.headers[proof] ?? '', 'latin1'), changed).toString('latin1');
          assert.equal(statusOf({ ...request, headers: { ...request.headers, [proof]: forged } }, key), 401);
          assert.equal(statusOf(request, changeSecret(key)), 401);
        }),
      );
    });
  }
});
