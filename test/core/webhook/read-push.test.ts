import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import type { WebhookRequest } from '../../../functions/core/webhook/forge.ts';
import { isConcerned, readPush } from '../../../functions/core/webhook/read-push.ts';

const SECRET = 'a secret of the tests';
const hmac = (body: string, secret = SECRET): string => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

const github = JSON.stringify({
  ref: 'refs/heads/main',
  repository: { clone_url: 'https://github.com/acme/shop.git', html_url: 'https://github.com/acme/shop' },
});
const gitlab = JSON.stringify({
  ref: 'refs/heads/main',
  project: { git_http_url: 'https://gitlab.com/acme/shop.git', web_url: 'https://gitlab.com/acme/shop' },
});
const bitbucket = JSON.stringify({
  repository: { links: { html: { href: 'https://bitbucket.org/acme/shop' } } },
  push: { changes: [{ new: { name: 'main' } }] },
});

const requests: Readonly<Record<string, WebhookRequest>> = {
  GitHub: { headers: { 'x-github-event': 'push', 'x-github-delivery': 'd1', 'x-hub-signature-256': hmac(github) }, body: github },
  GitLab: { headers: { 'x-gitlab-event': 'Push Hook', 'x-gitlab-event-uuid': 'd1', 'x-gitlab-token': SECRET }, body: gitlab },
  Bitbucket: { headers: { 'x-event-key': 'repo:push', 'x-request-uuid': 'd1', 'x-hub-signature': hmac(bitbucket) }, body: bitbucket },
};

describe('a webhook', () => {
  for (const [forge, request] of Object.entries(requests)) {
    it(`of ${forge} with the right signature is a push to its branch`, () => {
      const verdict = readPush(request, SECRET);
      assert.ok(verdict.status === 202);
      assert.equal(verdict.push.forge, forge);
      assert.equal(verdict.push.branch, 'main');
      assert.equal(verdict.push.delivery, 'd1');
      const host = `https://${forge.toLowerCase()}.${forge === 'Bitbucket' ? 'org' : 'com'}`;
      assert.ok(isConcerned({ url: `${host}/acme/shop.git`, revision: 'main' }, verdict.push));
      assert.ok(!isConcerned({ url: `${host}/acme/shop.git`, revision: 'release' }, verdict.push));
      assert.ok(!isConcerned({ url: `${host}/acme/other.git`, revision: 'main' }, verdict.push));
    });
    it(`of ${forge} with another secret, another body or no signature is refused`, () => {
      assert.equal(readPush(request, 'another secret').status, 401);
      assert.equal(readPush(request, '').status, 401);
      const unsigned = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !/signature|token/.test(name)));
      assert.equal(readPush({ ...request, headers: unsigned }, SECRET).status, 401);
      if (forge !== 'GitLab') assert.equal(readPush({ ...request, body: `${request.body} ` }, SECRET).status, 401);
    });
  }

  it('that is no push is let pass without doing anything', () => {
    const request = { headers: { ...requests['GitHub']?.headers, 'x-github-event': 'ping' }, body: github };
    assert.equal(readPush(request, SECRET).status, 204);
  });
  it('that nobody known sent is refused', () => assert.equal(readPush({ headers: {}, body: '{}' }, SECRET).status, 400));
  it('that is signed and no JSON is refused', () => {
    const body = 'not json';
    const headers = { ...requests['GitHub']?.headers, 'x-hub-signature-256': hmac(body) };
    assert.equal(readPush({ headers, body }, SECRET).status, 400);
  });
});
