/** Webhooks as the forges document them, signed as they sign them; what nothing here reads is left out. */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import type { Forge, WebhookRequest } from '../../functions/core/webhook/forge.ts';
import { FORGES } from '../../functions/core/webhook/forges.ts';

export const SECRET = 'a secret of the tests';
/** As GitLab makes a signing token: 32 bytes. */
export const SIGNING_SECRET = `whsec_${Buffer.from('thirty-two bytes to sign with...').toString('base64')}`;
export const NO_COMMIT = '0'.repeat(40);

const BEFORE = '6113728f27ae82c7b1a177c8d03f9e96e0adf246';
const AFTER = 'da1560886d4f094c3e6c9ef40349f7d38b5d27d7';

/** What of a push a test may want otherwise. */
interface Moved {
  readonly ref?: string;
  readonly after?: string;
  readonly repository?: string;
}

export function buildGithubPush({ ref = 'refs/heads/main', after = AFTER, repository = 'acme/shop' }: Moved = {}): string {
  const url = `https://github.com/${repository}`;
  return JSON.stringify({
    ref,
    before: BEFORE,
    after,
    created: false,
    deleted: after === NO_COMMIT,
    forced: false,
    repository: {
      full_name: repository,
      html_url: url,
      url,
      pushed_at: 1_763_970_000,
      git_url: `git://github.com/${repository}.git`,
      ssh_url: `git@github.com:${repository}.git`,
      clone_url: `${url}.git`,
      default_branch: 'main',
    },
    pusher: { name: 'octocat', email: 'octocat@github.com' },
    commits: [
      { id: after, message: 'Grüße', timestamp: '2026-11-21T08:00:00+01:00', added: [], removed: [], modified: ['deploy/web.yaml'] },
    ],
  });
}

export function buildGitlabPush({ ref = 'refs/heads/main', after = AFTER, repository = 'acme/shop' }: Moved = {}): string {
  const kind = ref.startsWith('refs/tags/') ? 'tag_push' : 'push';
  const url = `https://gitlab.com/${repository}`;
  return JSON.stringify({
    object_kind: kind,
    event_name: kind,
    before: BEFORE,
    after,
    ref,
    checkout_sha: after === NO_COMMIT ? null : after,
    user_username: 'jsmith',
    project: {
      name: 'Shop',
      web_url: url,
      git_ssh_url: `git@gitlab.com:${repository}.git`,
      git_http_url: `${url}.git`,
      path_with_namespace: repository,
      default_branch: 'main',
    },
    commits: [],
    total_commits_count: 4,
  });
}

/** One push may move several branches and tags; `null` is one that was deleted. */
export function buildBitbucketPush(moved: readonly ({ readonly type: string; readonly name: string } | null)[] = [MAIN]): string {
  return JSON.stringify({
    actor: { type: 'user', nickname: 'emmap1' },
    repository: {
      type: 'repository',
      full_name: 'acme/shop',
      links: {
        self: { href: 'https://api.bitbucket.org/2.0/repositories/acme/shop' },
        html: { href: 'https://bitbucket.org/acme/shop' },
      },
    },
    push: {
      changes: moved.map((to) => ({
        new: to === null ? null : { ...to, target: { type: 'commit', hash: AFTER } },
        old: { type: 'branch', name: 'main', target: { type: 'commit', hash: BEFORE } },
        created: false,
        forced: false,
        closed: to === null,
      })),
    },
  });
}

const MAIN = { type: 'branch', name: 'main' };

/** A body as GitHub sends it. */
export function sendGithub(body: string, { secret = SECRET, event = 'push' } = {}): WebhookRequest {
  return request(body, { 'x-github-event': event, 'x-github-delivery': '72d3162e', 'x-hub-signature-256': hmac(body, secret) });
}

/** A body as GitLab sends it, with a token alone. */
export function sendGitlab(body: string, { secret = SECRET, event = 'Push Hook', id = 'f5e5f430' } = {}): WebhookRequest {
  return request(body, { 'x-gitlab-event': event, 'idempotency-key': id, 'x-gitlab-token': secret });
}

/** A body as GitLab sends it with a signing token. */
export function sendGitlabSigned(body: string, { secret = SIGNING_SECRET, id = 'f5e5f430', time = '1763970000' } = {}): WebhookRequest {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${time}.${body}`).digest('base64');
  return request(body, {
    'x-gitlab-event': 'Push Hook',
    'idempotency-key': id,
    'webhook-id': id,
    'webhook-timestamp': time,
    'webhook-signature': `v1,${signature}`,
  });
}

/** A body as Bitbucket sends it. */
export function sendBitbucket(body: string, { secret = SECRET, event = 'repo:push' } = {}): WebhookRequest {
  return request(body, { 'x-event-key': event, 'x-request-uuid': '8ca1d6a2', 'x-hub-signature': hmac(body, secret) });
}

export function forgeCalled(id: string): Forge {
  return FORGES.find((forge) => forge.id === id) ?? assert.fail(`no forge is called ${id}`);
}

function request(body: string, headers: Readonly<Record<string, string>>): WebhookRequest {
  return { headers: { 'content-type': 'application/json', ...headers }, body: Buffer.from(body) };
}

function hmac(body: string, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}
