import { type FakeChannel, json, type KnownIncident } from './fake-provider.ts';

/** PutEvents of EventBridge, which answers 200 even where it takes nothing. */
export function createFakeEventBridge(): FakeChannel {
  const incidents = new Map<string, KnownIncident['state']>();
  return {
    config: () => ({ type: 'event-bridge', bus: 'plumbline' }),
    secret: () => '',
    answer: ({ body }) => {
      const { Entries } = JSON.parse(body);
      const [entry] = Entries;
      const size = Buffer.byteLength(entry.Source + entry.DetailType + entry.Detail + entry.Resources.join(''));
      if (size > 256 * 1024) return json(200, { FailedEntryCount: 1, Entries: [{ ErrorCode: 'ValidationException' }] });
      const { incident } = JSON.parse(entry.Detail);
      incidents.set(incident, entry.DetailType === 'Drift Resolved' ? 'closed' : 'open');
      return json(200, { FailedEntryCount: 0, Entries: [{ EventId: 'e-1' }] });
    },
    refuse: ({ body }) => json(200, { FailedEntryCount: 1, Entries: [{ ErrorCode: 'InternalFailure', ErrorMessage: body }] }),
    incidents: () => [...incidents].map(([key, state]) => ({ key, state })),
    markup: () => [],
  };
}
