import { CANARY, type FakeChannel, json, type KnownIncident } from './fake-provider.ts';

/** The Alert API of Opsgenie: an alias is known while its alert is open. */
export function createFakeOpsgenie(): FakeChannel {
  const alerts = new Map<string, KnownIncident['state']>();
  return {
    config: (url) => ({ type: 'opsgenie', secret: 'channel-secret', url }),
    secret: () => CANARY,
    answer: ({ path, headers, body }) => {
      if (headers.authorization !== `GenieKey ${CANARY}`) return json(401, { message: 'Could not authenticate' });
      const alert = JSON.parse(body);
      const [, alias, action] =
        /^\/v2\/alerts(?:\/([^/]+)\/(close|notes|acknowledge|unacknowledge)\?identifierType=alias)?$/.exec(path) ?? [];
      if (alias === undefined) {
        const details = JSON.stringify(alert.details ?? {});
        const isShort =
          alert.message.length <= 130 && alert.alias.length <= 512 && alert.description.length <= 15_000 && details.length <= 8000;
        if (!isShort || alert.tags.length > 20) return json(422, { message: 'Request body is not processable' });
        // One that is open is counted, and stays as it is.
        if (alerts.get(alert.alias) !== 'acknowledged') alerts.set(alert.alias, 'open');
      } else {
        if (alert.note.length > 25_000) return json(422, { message: 'Request body is not processable' });
        const key = decodeURIComponent(alias);
        if (action === 'close') alerts.set(key, 'closed');
        if (action === 'acknowledge') alerts.set(key, 'acknowledged');
        if (action === 'unacknowledge' && alerts.get(key) === 'acknowledged') alerts.set(key, 'open');
      }
      return json(202, { result: 'Request will be processed', took: 0.1, requestId: 'r-1' });
    },
    refuse: ({ body, headers }) => json(422, { message: `${headers.authorization} ${body}` }),
    incidents: () => [...alerts].map(([key, state]) => ({ key, state })),
    markup: () => [],
  };
}
