import type { ChannelConfig } from '../../../functions/core/config/channel-schema.ts';
import { CANARY, type Exchange, type FakeChannel, json, type Reply } from './fake-provider.ts';

const COMMIT = /^[0-9a-f]{40}$/;

/** Where two forges differ: addresses, words, headers. */
interface Forge {
  readonly config: (url: string) => ChannelConfig;
  readonly prefix: string;
  readonly isAllowed: (headers: Exchange['headers']) => boolean;
  readonly number: string;
  readonly body: string;
  readonly comments: string;
  readonly update: string;
  readonly longestStatus: number;
  readonly states: readonly string[];
  readonly context: string;
  readonly readState: (change: Readonly<Record<string, string>>) => 'open' | 'closed' | undefined;
}

/** Issues and commit statuses of GitHub. */
export function createFakeGithub(): FakeChannel {
  return createForge({
    config: (url) => ({ type: 'github', repository: 'shop/manifests', secret: 'channel-secret', url, issues: true, statuses: true }),
    prefix: '/repos/shop/manifests',
    isAllowed: ({ authorization }) => authorization === `Bearer ${CANARY}`,
    number: 'number',
    body: 'body',
    comments: 'comments',
    update: 'PATCH',
    longestStatus: 140,
    states: ['failure', 'success'],
    context: 'context',
    readState: ({ state }) => (state === 'closed' || state === 'open' ? state : undefined),
  });
}

/** Issues and commit statuses of GitLab. */
export function createFakeGitlab(): FakeChannel {
  return createForge({
    config: (url) => ({ type: 'gitlab', project: 'shop/manifests', secret: 'channel-secret', url, issues: true, statuses: true }),
    prefix: '/api/v4/projects/shop%2Fmanifests',
    isAllowed: (headers) => headers['private-token'] === CANARY,
    number: 'iid',
    body: 'description',
    comments: 'notes',
    update: 'PUT',
    longestStatus: 255,
    states: ['failed', 'success'],
    context: 'name',
    readState: ({ state_event: event }) => (event === 'close' ? 'closed' : event === 'reopen' ? 'open' : undefined),
  });
}

function createForge(forge: Forge): FakeChannel {
  const issues = new Map<number, 'open' | 'closed'>();
  const statuses = new Map<string, string>();
  const answer = ({ method, path, headers, body: text }: Exchange): Reply => {
    if (!forge.isAllowed(headers)) return json(401, { message: 'Bad credentials' });
    const body = JSON.parse(text);
    const [, kind = '', id, sub] = new RegExp(`^${forge.prefix}/(issues|statuses)(?:/([^/]+))?(?:/([a-z]+))?$`).exec(path) ?? [];
    if (kind === 'statuses' && id !== undefined) {
      const isValid = COMMIT.test(id) && body.description.length <= forge.longestStatus && forge.states.includes(body.state);
      if (!isValid) return json(422, { message: 'Validation Failed' });
      const key = `${id} ${body[forge.context]}`;
      // GitLab refuses to set a status that stands.
      if (statuses.get(key) === body.state && forge.number === 'iid') return json(400, { message: 'Cannot transition status via :drop' });
      statuses.set(key, body.state);
      return json(201, {});
    }
    if (kind !== 'issues') return json(404, { message: 'Not Found' });
    const tooLong = (body.title ?? '').length > 255 || (body[forge.body] ?? body.body ?? '').length > 65_536;
    if (tooLong) return json(422, { message: 'Validation Failed' });
    if (id === undefined) {
      issues.set(issues.size + 1, 'open');
      return json(201, { [forge.number]: issues.size });
    }
    if (!issues.has(Number(id))) return json(404, { message: 'Not Found' });
    if (sub === forge.comments && method === 'POST') return json(201, {});
    if (method !== forge.update) return json(404, { message: 'Not Found' });
    const state = forge.readState(body);
    if (state !== undefined) issues.set(Number(id), state);
    return json(200, {});
  };
  return {
    config: forge.config,
    secret: () => JSON.stringify({ token: CANARY }),
    answer,
    refuse: ({ body, headers }) => json(422, { message: `${headers.authorization ?? headers['private-token']} ${body}` }),
    incidents: () => {
      const isRed = [...statuses.values()].some((state) => state !== 'success');
      return [...issues].map(([number, state]) => ({ key: String(number), state: state === 'closed' && isRed ? 'open' : state }));
    },
    markup: ({ body }) => {
      const { [forge.body]: text = '', body: comment = '' } = JSON.parse(body);
      return [text, comment].map((each: string) =>
        each
          .replace(/(`{3,})text\n[\s\S]*?\n\1/g, '')
          .replace(/(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '')
          .replace(/\]\(https:\/\/(git|plumbline)\.example\.com[^)]*\)/g, ']'),
      );
    },
  };
}
