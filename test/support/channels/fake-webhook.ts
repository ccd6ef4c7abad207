import { createHmac } from 'node:crypto';
import { CANARY, type FakeChannel, type KnownIncident } from './fake-provider.ts';

/** A receiver of Standard Webhooks: it verifies as their documentation says, and not with our code. */
export function createFakeWebhook(): FakeChannel {
  const key = Buffer.from(`${CANARY}-key`).toString('base64');
  const incidents = new Map<string, KnownIncident['state']>();
  return {
    config: (url) => ({ type: 'webhook', url: `${url}/hook`, secret: 'channel-secret' }),
    secret: () => `whsec_${key}`,
    answer: ({ headers, body }) => {
      const id = headers['webhook-id'];
      const timestamp = headers['webhook-timestamp'];
      const signature = createHmac('sha256', Buffer.from(key, 'base64')).update(`${id}.${timestamp}.${body}`).digest('base64');
      if (headers['webhook-signature'] !== `v1,${signature}`) return { status: 401 };
      const { incident, event } = JSON.parse(body);
      incidents.set(incident, event === 'Drift Resolved' ? 'closed' : 'open');
      return { status: 204 };
    },
    refuse: ({ body }) => ({ status: 422, body }),
    incidents: () => [...incidents].map(([id, state]) => ({ key: id, state })),
    markup: () => [],
  };
}
