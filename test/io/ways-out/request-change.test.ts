import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { type ChangeRequest, requestChange } from '../../../functions/io/ways-out/request-change.ts';

const COMMIT = '0123456789abcdef0123456789abcdef01234567';
const TOKEN = 'canary-token';

interface Seen {
  readonly call: string;
  readonly body: Record<string, unknown>;
}

/** A forge that keeps branches and requests, and refuses what the real one refuses. */
async function startForge(type: 'github' | 'gitlab'): Promise<{
  readonly url: string;
  readonly seen: Seen[];
  readonly branches: Map<string, string>;
  readonly requests: Map<number, Record<string, unknown>>;
  readonly stop: () => Promise<void>;
}> {
  const seen: Seen[] = [];
  const branches = new Map<string, string>();
  const requests = new Map<number, Record<string, unknown>>();
  const answer = (method: string, path: string, query: URLSearchParams, body: Record<string, unknown>): [number, unknown] => {
    const call = `${method} ${path}`;
    if (call === `GET `) return [200, { default_branch: 'main' }];
    if (type === 'github') {
      if (call === `GET /git/commits/${COMMIT}`) return [200, { tree: { sha: 'tree0' } }];
      if (call === 'POST /git/trees') return body['base_tree'] === 'tree0' ? [201, { sha: 'tree1' }] : [422, {}];
      if (call === 'POST /git/commits') return [201, { sha: `commit${seen.length}` }];
      if (call === 'POST /git/refs') {
        const branch = String(body['ref']).replace('refs/heads/', '');
        if (branches.has(branch)) return [422, { message: 'Reference already exists' }];
        branches.set(branch, String(body['sha']));
        return [201, {}];
      }
      if (method === 'PATCH' && path.startsWith('/git/refs/heads/')) {
        branches.set(path.replace('/git/refs/heads/', ''), String(body['sha']));
        return [200, {}];
      }
    } else if (call === 'POST /repository/commits') {
      branches.set(String(body['branch']), String(body['start_sha']));
      return [201, {}];
    }
    const list = type === 'github' ? '/pulls' : '/merge_requests';
    const source = type === 'github' ? 'head' : 'source_branch';
    if (call === `GET ${list}`) {
      const wanted = (query.get('head') ?? query.get('source_branch') ?? '').replace('shop:', '');
      return [200, [...requests].filter(([, request]) => request[source] === wanted).map(([number]) => ({ number, iid: number }))];
    }
    if (call === `POST ${list}`) {
      if (!branches.has(String(body[source]))) return [422, {}];
      requests.set(requests.size + 1, body);
      return [201, { html_url: 'https://forge.example/1', web_url: 'https://forge.example/1' }];
    }
    const number = Number(path.replace(`${list}/`, ''));
    if (!requests.has(number)) return [404, { message: `no ${path}, and a secret: ${TOKEN}` }];
    requests.set(number, { ...requests.get(number), ...body });
    return [200, { html_url: 'https://forge.example/1', web_url: 'https://forge.example/1' }];
  };
  const server = createServer((incoming, outgoing) => {
    let text = '';
    incoming.on('data', (chunk) => {
      text += chunk;
    });
    incoming.on('end', () => {
      const url = new URL(incoming.url ?? '', 'http://forge');
      const path = url.pathname.replace(/^\/(repos\/shop\/manifests|projects\/shop%2Fmanifests)/, '');
      const body = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
      seen.push({ call: `${incoming.method} ${path}`, body });
      const allowed = incoming.headers.authorization === `Bearer ${TOKEN}` || incoming.headers['private-token'] === TOKEN;
      const [status, json] = allowed
        ? answer(incoming.method ?? '', path, url.searchParams, body)
        : [401, { message: `bad ${incoming.headers.authorization}` }];
      outgoing.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, seen, branches, requests, stop: () => new Promise((resolve) => server.close(() => resolve())) };
}

function build(type: 'github' | 'gitlab', api: string): ChangeRequest {
  return {
    api: { type, api, project: 'shop/manifests' },
    token: TOKEN,
    commit: COMMIT,
    base: undefined,
    branch: 'plumbline/adopt-0123456789ab',
    title: 'Adopt what prod has: Deployment.apps shop/web',
    body: 'The report.',
    files: [
      { source: 'shop', file: 'web.yaml', before: 'a: 1\n', after: 'a: 2\n' },
      { source: 'shop', file: 'new.yaml', after: 'b: 1\n' },
      { source: 'shop', file: 'old.yaml', before: 'c: 1\n' },
    ],
  };
}

for (const type of ['github', 'gitlab'] as const) {
  describe(`a request at ${type}`, () => {
    it('has a branch with the edited files over the commit that was compared, and the report as its text', async () => {
      const forge = await startForge(type);
      const opened = await requestChange(build(type, forge.url));
      await forge.stop();
      assert.deepEqual(opened, { url: 'https://forge.example/1', isNew: true });
      const made = forge.seen.find(({ call }) => call === (type === 'github' ? 'POST /git/trees' : 'POST /repository/commits'))?.body;
      assert.deepEqual(
        type === 'github' ? made?.['tree'] : made?.['actions'],
        type === 'github'
          ? [
              { path: 'web.yaml', mode: '100644', type: 'blob', content: 'a: 2\n' },
              { path: 'new.yaml', mode: '100644', type: 'blob', content: 'b: 1\n' },
              { path: 'old.yaml', mode: '100644', type: 'blob', sha: null },
            ]
          : [
              { action: 'update', file_path: 'web.yaml', content: 'a: 2\n' },
              { action: 'create', file_path: 'new.yaml', content: 'b: 1\n' },
              { action: 'delete', file_path: 'old.yaml' },
            ],
      );
      const request = forge.requests.get(1);
      assert.equal(request?.[type === 'github' ? 'body' : 'description'], 'The report.');
      assert.equal(request?.[type === 'github' ? 'base' : 'target_branch'], 'main');
    });

    it('is brought up to date where it is open, and not asked twice', async () => {
      const forge = await startForge(type);
      await requestChange(build(type, forge.url));
      const again = await requestChange({ ...build(type, forge.url), body: 'A later report.' });
      await forge.stop();
      assert.equal(again.isNew, false);
      assert.equal(forge.requests.size, 1);
      assert.equal(forge.branches.size, 1);
      assert.equal(forge.requests.get(1)?.[type === 'github' ? 'body' : 'description'], 'A later report.');
    });

    it('says what the token lacks where it is refused, and repeats nothing of the answer', async () => {
      const forge = await startForge(type);
      await assert.rejects(requestChange({ ...build(type, forge.url), token: 'wrong-canary' }), (error: Error) => {
        assert.match(error.message, /^127\.0\.0\.1:\d+ answered 401 to GET \/$/);
        assert.doesNotMatch(JSON.stringify(error) + error.message, /canary/);
        return true;
      });
      await forge.stop();
    });
  });
}
