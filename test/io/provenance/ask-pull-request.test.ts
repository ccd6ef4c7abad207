import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { askPullRequest } from '../../../functions/io/provenance/ask-pull-request.ts';

const COMMIT = '3f2a9c1d8e0b4a7c95d6e1f20a3b4c5d6e7f8091';
const TOKEN = 'token-that-must-not-show';
const LIMITS = { timeoutMs: 300, budgetMs: 50, attempts: 2, firstWaitMs: 1 };

interface Asked {
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
}

/** A forge that answers like this, and what it was asked. */
async function startForge(t: TestContext, answer: (response: ServerResponse) => void) {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    asked.push({ url: request.url ?? '', headers: request.headers });
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { api: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

function json(status: number, body: unknown, headers: Record<string, string> = {}) {
  return (response: ServerResponse) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

async function ask(t: TestContext, type: 'github' | 'gitlab', answer: (response: ServerResponse) => void) {
  const { api, asked } = await startForge(t, answer);
  const url = 'https://git.example.com/group/team/shop.git';
  const origin = await askPullRequest({ url, commit: COMMIT, forge: { type, api }, token: TOKEN }, LIMITS);
  assert.doesNotMatch(JSON.stringify(origin), new RegExp(TOKEN));
  return { origin, asked };
}

describe('the pull request of a commit', () => {
  it('is found at GitHub, where it was merged', async (t) => {
    const open = { number: 11, merged_at: null, html_url: 'https://github.com/group/shop/pull/11' };
    const merged = { number: 12, merged_at: '2026-01-01T00:00:00Z', html_url: 'https://github.com/group/shop/pull/12' };
    const { origin, asked } = await ask(t, 'github', json(200, [open, merged]));
    assert.deepEqual(origin, { type: 'merged', number: 12, url: 'https://github.com/group/shop/pull/12' });
    assert.equal(asked[0]?.url, `/repos/group/team/shop/commits/${COMMIT}/pulls?per_page=100`);
    assert.equal(asked[0]?.headers.authorization, `Bearer ${TOKEN}`);
  });

  it('is found at GitLab, where it was merged', async (t) => {
    const request = { iid: 7, state: 'merged', web_url: 'https://gitlab.com/group/team/shop/-/merge_requests/7' };
    const { origin, asked } = await ask(t, 'gitlab', json(200, [request]));
    assert.deepEqual(origin, { type: 'merged', number: 7, url: request.web_url });
    assert.equal(asked[0]?.url, `/projects/group%2Fteam%2Fshop/repository/commits/${COMMIT}/merge_requests?per_page=100`);
    assert.equal(asked[0]?.headers['private-token'], TOKEN);
  });

  it('is none where the forge knows of none, or only of one that is not merged', async (t) => {
    for (const type of ['github', 'gitlab'] as const) {
      assert.equal((await ask(t, type, json(200, []))).origin.type, 'none');
      const open = [{ number: 1, iid: 1, state: 'opened', merged_at: null }];
      const { origin } = await ask(t, type, json(200, open));
      assert.deepEqual(origin, { type: 'none', reason: 'it is in one that is not merged' });
    }
  });

  it('is not known where the forge cannot be asked, and says why in words that are not those of the forge', async (t) => {
    const cases: readonly (readonly [(response: ServerResponse) => void, RegExp])[] = [
      [json(404, { message: TOKEN }), /answered 404: there is no such repository/],
      [json(403, { message: TOKEN }), /answered 403: the token of the source may not/],
      [json(401, {}), /answered 401/],
      [json(422, {}), /does not know the commit/],
      [json(429, {}, { 'retry-after': '3600' }), /asked too often \(429\)/],
      [json(500, {}), /answered 500/],
      [json(200, { message: 'no list' }), /no list of pull requests/],
      [(response) => response.writeHead(200).end('<html>'), /no list of pull requests/],
      [(response) => response.writeHead(302, { location: 'https://elsewhere.example.com' }).end(), /redirect, which is not followed/],
      [() => undefined, /did not answer within/],
      [(response) => response.destroy(), /could not be reached, or hung up/],
    ];
    for (const [answer, reason] of cases) {
      const { origin } = await ask(t, 'github', answer);
      assert.equal(origin.type, 'unknown', JSON.stringify(origin));
      assert.match(origin.type === 'unknown' ? origin.reason : '', reason);
    }
  });

  it('is asked of the host of the repository, and of nobody where that is no forge', async () => {
    const nobody = await askPullRequest({ url: '/srv/git/shop', commit: COMMIT, forge: undefined, token: TOKEN }, LIMITS);
    assert.equal(nobody.type, 'unknown');
    const unknown = await askPullRequest(
      { url: 'https://git.example.com/shop.git', commit: COMMIT, forge: undefined, token: TOKEN },
      LIMITS,
    );
    assert.match(unknown.type === 'unknown' ? unknown.reason : '', /no forge that can be asked/);
  });
});
