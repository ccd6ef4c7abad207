import { CANARY, type FakeChannel } from './fake-provider.ts';
import { findSlackProblem, slackMarkup } from './fake-slack.ts';

/** An incoming webhook of Slack. */
export function createFakeSlackWebhook(): FakeChannel {
  let last = '';
  return {
    config: () => ({ type: 'slack-webhook', secret: 'channel-secret' }),
    secret: (url) => `${url}/services/T000/B000/${CANARY}`,
    answer: ({ body, path }) => {
      if (path !== `/services/T000/B000/${CANARY}`) return { status: 404, body: 'no_service' };
      const message = JSON.parse(body);
      if (findSlackProblem(message) !== undefined) return { status: 400, body: 'invalid_blocks' };
      last = message.text;
      return { status: 200, body: 'ok' };
    },
    refuse: ({ path }) => ({ status: 200, body: `invalid_token ${path}` }),
    incidents: () => [{ key: 'channel', state: last.startsWith('✅') ? 'closed' : 'open' }],
    markup: slackMarkup,
  };
}
