import { CANARY, type FakeChannel, json, type KnownIncident } from './fake-provider.ts';

const SEVERITIES = ['critical', 'error', 'warning', 'info'];

/** The Events API v2 of PagerDuty. */
export function createFakePagerduty(): FakeChannel {
  const incidents = new Map<string, KnownIncident['state']>();
  return {
    config: (url) => ({ type: 'pagerduty', secret: 'channel-secret', url }),
    secret: () => CANARY,
    answer: ({ body, path }) => {
      const { routing_key, event_action, dedup_key, payload } = JSON.parse(body);
      if (path !== '/v2/enqueue' || routing_key !== CANARY) return json(400, { status: 'invalid event', errors: ['routing_key'] });
      if (Buffer.byteLength(body) > 512 * 1024) return json(413, { status: 'payload too large' });
      if (typeof dedup_key !== 'string' || dedup_key.length > 255) return json(400, { status: 'invalid event' });
      if (event_action === 'trigger') {
        const isValid = payload.summary.length <= 1024 && payload.source.length > 0 && SEVERITIES.includes(payload.severity);
        if (!isValid) return json(400, { status: 'invalid event' });
        // One that somebody has takes what is new without calling anybody.
        if (incidents.get(dedup_key) !== 'acknowledged') incidents.set(dedup_key, 'open');
      } else if (event_action === 'resolve') incidents.set(dedup_key, 'closed');
      else if (event_action === 'acknowledge') incidents.set(dedup_key, incidents.get(dedup_key) === 'open' ? 'acknowledged' : 'closed');
      else return json(400, { status: 'invalid event' });
      return json(202, { status: 'success', message: 'Event processed', dedup_key });
    },
    refuse: ({ body }) => json(202, { status: `invalid event ${body}`, errors: [body] }),
    incidents: () => [...incidents].map(([key, state]) => ({ key, state })),
    markup: () => [],
  };
}
