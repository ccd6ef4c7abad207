import { type FakeChannel, json } from './fake-provider.ts';

/** A day after everything in the sample story. */
const LATER = '2026-11-10';

/** Alertmanager's API v2: an alert is its labels, and fires until its end. */
export function createFakeAlertmanager(): FakeChannel {
  const alerts = new Map<string, { incident: string; endsAt: string }>();
  return {
    config: (url) => ({ type: 'alertmanager', url, holdHours: 192 }),
    secret: () => '',
    answer: ({ path, body }) => {
      if (path !== '/api/v2/alerts') return { status: 404 };
      for (const { labels, endsAt, startsAt } of JSON.parse(body)) {
        const values = Object.values<unknown>(labels);
        if (values.some((value) => typeof value !== 'string' || value === '') || Date.parse(endsAt) < Date.parse(startsAt)) {
          return json(400, 'bad_data');
        }
        alerts.set(JSON.stringify(labels), { incident: labels.incident, endsAt });
      }
      return { status: 200 };
    },
    refuse: ({ body }) => json(400, `bad_data ${body}`),
    incidents: () =>
      [...Map.groupBy(alerts.values(), ({ incident }) => incident)].map(([key, own]) => ({
        key,
        state: own.some(({ endsAt }) => endsAt > LATER) ? 'open' : 'closed',
      })),
    markup: () => [],
  };
}
