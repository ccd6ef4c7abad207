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
      const [, alias, action] = /^\/v2\/alerts(?:\/([^/]+)\/(close|notes)\?identifierType=alias)?$/.exec(path) ?? [];
      if (alias === undefined) {
        const details = JSON.stringify(alert.details ?? {});
        const isShort =
          alert.message.length <= 130 && alert.alias.length <= 512 && alert.description.length <= 15_000 && details.length <= 8000;
        if (!isShort || alert.tags.length > 20) return json(422, { message: 'Request body is not processable' });
        alerts.set(alert.alias, 'open');
      } else {
        if (alert.note.length > 25_000) return json(422, { message: 'Request body is not processable' });
        if (action === 'close') alerts.set(decodeURIComponent(alias), 'closed');
      }
      return json(202, { result: 'Request will be processed', took: 0.1, requestId: 'r-1' });
    },
    refuse: ({ body, headers }) => json(422, { message: `${headers.authorization} ${body}` }),
    incidents: () => [...alerts].map(([key, state]) => ({ key, state })),
    markup: () => [],
  };
}
