import { CANARY, collectTexts, type Exchange, type FakeChannel, json, type Reply } from './fake-provider.ts';

const TOKEN = `xoxb-1-${CANARY}`;

/** The Web API of Slack, as far as messages go. It answers 200 whatever it thinks of one. */
export function createFakeSlack(): FakeChannel {
  const messages = new Map<string, { text: string; replies: number }>();
  const no = (error: string): Reply => json(200, { ok: false, error });
  const answer = ({ path, headers, body }: Exchange): Reply => {
    if (headers.authorization !== `Bearer ${TOKEN}`) return no('invalid_auth');
    const message = JSON.parse(body);
    const problem = findSlackProblem(message);
    if (problem !== undefined) return no(problem);
    if (path === '/chat.update') {
      const known = messages.get(message.ts);
      if (known === undefined || message.channel !== 'C0123ABCDEF') return no('message_not_found');
      known.text = message.text;
      return json(200, { ok: true, ts: message.ts, channel: message.channel });
    }
    if (path !== '/chat.postMessage') return no('unknown_method');
    const ts = `1700000000.${String(messages.size).padStart(6, '0')}`;
    const parent = message.thread_ts === undefined ? undefined : messages.get(message.thread_ts);
    if (message.thread_ts !== undefined && parent === undefined) return no('thread_not_found');
    if (parent === undefined) messages.set(ts, { text: message.text, replies: 0 });
    else parent.replies++;
    return json(200, { ok: true, ts, channel: 'C0123ABCDEF' });
  };
  return {
    config: (url) => ({ type: 'slack', channel: '#shop', secret: 'channel-secret', url }),
    secret: () => TOKEN,
    answer,
    refuse: ({ body, headers }) => no(`invalid_blocks ${headers.authorization} ${body}`),
    incidents: () => [...messages].map(([key, { text }]) => ({ key, state: text.startsWith('✅') ? 'closed' : 'open' })),
    markup: slackMarkup,
  };
}

/** The first thing that Slack refuses in a message. */
export function findSlackProblem(message: { readonly text?: unknown; readonly blocks?: unknown }): string | undefined {
  if (typeof message.text !== 'string' || message.text === '') return 'no_text';
  if (!Array.isArray(message.blocks) || message.blocks.length > 50) return 'invalid_blocks';
  const texts = collectTexts(message.blocks, (key) => key === 'text');
  if (texts.some((text) => text.length > 3000 || text.length === 0)) return 'invalid_blocks';
  if (message.blocks.some(({ type, text }) => type === 'header' && text.text.length > 150)) return 'invalid_blocks';
  if (message.blocks.some(({ elements }) => Array.isArray(elements) && elements.length === 0)) return 'invalid_blocks';
  if (collectTexts(message.blocks, (key) => key === 'url').some((url) => url.length > 3000)) return 'invalid_blocks';
  return texts.join('').length > 13_000 ? 'msg_blocks_too_long' : undefined;
}

export function slackMarkup({ body }: Exchange): string[] {
  const message = JSON.parse(body);
  return [message.text, ...collectTexts(message.blocks, (key, holder) => key === 'text' && holder['type'] === 'mrkdwn')];
}
