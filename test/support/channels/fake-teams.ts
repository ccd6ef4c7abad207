import { CANARY, collectTexts, type FakeChannel, json } from './fake-provider.ts';

/** A workflow of Power Automate that posts the card it gets. */
export function createFakeTeams(): FakeChannel {
  const path = `/workflows/1/triggers/manual/paths/invoke?sig=${CANARY}`;
  let last = '';
  return {
    config: () => ({ type: 'teams', secret: 'channel-secret' }),
    secret: (url) => JSON.stringify({ url: `${url}${path}` }),
    answer: (exchange) => {
      if (exchange.path !== path) return json(401, { error: { code: 'DirectApiAuthorizationRequired' } });
      if (Buffer.byteLength(exchange.body) > 28 * 1024) return json(413, { error: { code: 'RequestEntityTooLarge' } });
      const { type, attachments } = JSON.parse(exchange.body);
      const [{ contentType, content }] = attachments;
      if (type !== 'message' || contentType !== 'application/vnd.microsoft.card.adaptive' || content.type !== 'AdaptiveCard') {
        return json(400, { error: { code: 'InvalidCard' } });
      }
      last = content.fallbackText;
      return { status: 202 };
    },
    refuse: (exchange) => json(400, { error: { code: `TriggerInputSchemaMismatch ${exchange.path}`, message: exchange.body } }),
    incidents: () => [{ key: 'channel', state: last.startsWith('Resolved') ? 'closed' : 'open' }],
    markup: ({ body }) =>
      collectTexts(JSON.parse(body), (key, holder) => key === 'fallbackText' || (key === 'text' && holder['type'] !== 'TextRun')),
  };
}
