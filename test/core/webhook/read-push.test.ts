import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Push, WebhookRequest } from '../../../functions/core/webhook/forge.ts';
import { findForge, readPush } from '../../../functions/core/webhook/read-push.ts';
import {
  buildBitbucketPush,
  buildGithubPush,
  buildGitlabPush,
  forgeCalled,
  NO_COMMIT,
  SECRET,
  SIGNING_SECRET,
  sendBitbucket,
  sendGithub,
  sendGitlab,
  sendGitlabSigned,
} from '../../support/webhooks.ts';

const samples: Readonly<Record<string, { readonly request: WebhookRequest; readonly secret: string; readonly push: Push }>> = {
  GitHub: {
    request: sendGithub(buildGithubPush()),
    secret: SECRET,
    push: {
      urls: ['https://github.com/acme/shop.git', 'https://github.com/acme/shop'],
      refs: ['refs/heads/main'],
      defaultBranch: 'main',
    },
  },
  'GitLab with a token': {
    request: sendGitlab(buildGitlabPush()),
    secret: SECRET,
    push: {
      urls: ['https://gitlab.com/acme/shop.git', 'https://gitlab.com/acme/shop'],
      refs: ['refs/heads/main'],
      defaultBranch: 'main',
    },
  },
  'GitLab with a signature': {
    request: sendGitlabSigned(buildGitlabPush()),
    secret: SIGNING_SECRET,
    push: {
      urls: ['https://gitlab.com/acme/shop.git', 'https://gitlab.com/acme/shop'],
      refs: ['refs/heads/main'],
      defaultBranch: 'main',
    },
  },
  Bitbucket: {
    request: sendBitbucket(buildBitbucketPush()),
    secret: SECRET,
    push: { urls: ['https://bitbucket.org/acme/shop'], refs: ['refs/heads/main'] },
  },
};

function read(request: WebhookRequest, ...secrets: readonly string[]): ReturnType<typeof readPush> {
  return readPush(request, findForge(request.headers) ?? assert.fail('no forge'), secrets);
}

function refsOf(request: WebhookRequest): readonly string[] | undefined {
  const verdict = read(request, SECRET);
  return verdict.status === 202 ? verdict.push.refs : assert.fail(verdict.message);
}

function eventOf(request: WebhookRequest, secret = SECRET): string {
  const verdict = read(request, secret);
  return verdict.status === 202 ? verdict.event : assert.fail(verdict.message);
}

describe('a signature', () => {
  const documented = "It's a Secret to Everybody";
  it("is right for GitHub's documented example", () => {
    const headers = {
      'x-github-event': 'push',
      'x-hub-signature-256': 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
    };
    assert.ok(forgeCalled('github').isSigned({ headers, body: Buffer.from('Hello, World!') }, documented));
    assert.ok(!forgeCalled('github').isSigned({ headers, body: Buffer.from('Hello, World?') }, documented));
  });
  it("is right for Bitbucket's documented example", () => {
    const headers = {
      'x-event-key': 'repo:push',
      'x-hub-signature': 'sha256=a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9',
    };
    assert.ok(forgeCalled('bitbucket').isSigned({ headers, body: Buffer.from('Hello World!') }, documented));
  });
  it("is right for the example of Standard Webhooks, which GitLab's signing tokens follow", () => {
    const headers = {
      'x-gitlab-event': 'Push Hook',
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    };
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    assert.ok(forgeCalled('gitlab').isSigned({ headers, body: Buffer.from('{"test": 2432232314}') }, secret));
    const rotated = { ...headers, 'webhook-signature': `v1,AAAA ${headers['webhook-signature']}` };
    assert.ok(forgeCalled('gitlab').isSigned({ headers: rotated, body: Buffer.from('{"test": 2432232314}') }, secret));
    const later = { ...headers, 'webhook-timestamp': '1614265331' };
    assert.ok(!forgeCalled('gitlab').isSigned({ headers: later, body: Buffer.from('{"test": 2432232314}') }, secret));
  });
  it('is over the bytes as they came, whatever they spell', () => {
    const body = Buffer.from([0x7b, 0xff, 0x00, 0x7d]);
    const request = { ...sendGithub(''), body };
    assert.equal(read(request, SECRET).status, 401);
  });
});

describe('a webhook', () => {
  for (const [forge, { request, secret, push }] of Object.entries(samples)) {
    it(`of ${forge} with the right signature is a push`, () => {
      const verdict = read(request, secret);
      assert.deepEqual(verdict.status === 202 && verdict.push, push);
    });
    it(`of ${forge} with another secret or no signature is refused`, () => {
      assert.equal(read(request, 'another secret').status, 401);
      assert.equal(read(request, '').status, 401);
      assert.equal(read(request).status, 401);
      const unsigned = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !/signature|token/.test(name)));
      assert.equal(read({ ...request, headers: unsigned }, secret).status, 401);
    });
    it(`of ${forge} is taken while its secret is rotated`, () => {
      assert.equal(read(request, 'the new one', secret).status, 202);
      assert.equal(read(request, secret, 'the old one').status, 202);
    });
  }

  it('of GitLab that shows a signing token as if it were a password is refused', () => {
    assert.equal(read(sendGitlab(buildGitlabPush(), { secret: SIGNING_SECRET }), SIGNING_SECRET).status, 401);
  });
  it('of a forge it was not signed for is refused', () => {
    const { body } = sendGithub(buildGithubPush());
    assert.equal(read({ headers: { 'x-gitlab-event': 'Push Hook', 'x-gitlab-token': 'guess' }, body }, SECRET).status, 401);
  });
  it('that is no push is let pass without doing anything', () => {
    for (const request of [
      sendGithub('{"zen":"Keep it logically awesome.","hook_id":1}', { event: 'ping' }),
      sendGithub(buildGithubPush(), { event: 'create' }),
      sendGitlab('{"object_kind":"issue"}', { event: 'Issue Hook' }),
      sendBitbucket('{"actor":{}}', { event: 'repo:fork' }),
    ]) {
      assert.deepEqual(read(request, SECRET), { status: 200, message: 'no push: nothing to do' });
    }
  });
  it('that nobody known sent is of no forge', () => assert.equal(findForge({ 'x-gitea-event': 'push' }), undefined));
  it('that is signed and no JSON is refused, with what may be wrong', () => {
    for (const body of ['not json', 'payload=%7B%7D', '']) {
      const verdict = read(sendGithub(body), SECRET);
      assert.equal(verdict.status, 400);
      assert.match('message' in verdict ? verdict.message : '', /application\/json/);
    }
  });
  it('whose JSON is nothing like a push does nothing', () => {
    for (const body of ['null', '[]', '"text"', '{"ref":7}', '{"push":{"changes":{}}}']) {
      for (const request of [sendGithub(body), sendGitlab(body), sendBitbucket(body)]) assert.equal(read(request, SECRET).status, 200);
    }
  });
});

describe('what a push moved', () => {
  it('is a tag where one was pushed', () => {
    const ref = 'refs/tags/v1.2.0';
    assert.deepEqual(refsOf(sendGithub(buildGithubPush({ ref }))), [ref]);
    assert.deepEqual(refsOf(sendGitlab(buildGitlabPush({ ref }), { event: 'Tag Push Hook' })), [ref]);
    assert.deepEqual(refsOf(sendBitbucket(buildBitbucketPush([{ type: 'tag', name: 'v1.2.0' }]))), [ref]);
  });
  it('is nothing where the branch was deleted', () => {
    assert.deepEqual(refsOf(sendGithub(buildGithubPush({ after: NO_COMMIT }))), []);
    assert.deepEqual(refsOf(sendGitlab(buildGitlabPush({ after: NO_COMMIT }))), []);
    assert.deepEqual(refsOf(sendBitbucket(buildBitbucketPush([null]))), []);
  });
  it('is every branch that Bitbucket tells of at once, without the deleted ones', () => {
    const body = buildBitbucketPush([{ type: 'branch', name: 'staging' }, null, { type: 'branch', name: 'prod/eu' }]);
    assert.deepEqual(refsOf(sendBitbucket(body)), ['refs/heads/staging', 'refs/heads/prod/eu']);
  });
});

describe('the event of a push', () => {
  it('is the same for the same body, whatever the headers say that nobody signed', () => {
    const first = sendGithub(buildGithubPush());
    const replayed = { ...first, headers: { ...first.headers, 'x-github-delivery': 'another', 'idempotency-key': 'another' } };
    assert.equal(eventOf(replayed), eventOf(first));
    assert.notEqual(eventOf(sendGithub(buildGithubPush({ ref: 'refs/heads/staging' }))), eventOf(first));
  });
  it('is the same for each attempt of GitLab, and another for the same branch moved the same way again', () => {
    const body = buildGitlabPush();
    const first = eventOf(sendGitlabSigned(body), SIGNING_SECRET);
    assert.equal(eventOf(sendGitlabSigned(body, { time: '1763970060' }), SIGNING_SECRET), first);
    assert.notEqual(eventOf(sendGitlabSigned(body, { id: 'a1b2c3d4' }), SIGNING_SECRET), first);
  });
  it('can name an execution of a state machine', () => assert.match(eventOf(sendGithub(buildGithubPush())), /^[0-9a-f]{64}$/));
});
