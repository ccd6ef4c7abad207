import { renderPagerdutyEvents } from '../../core/alert/channels/pagerduty.ts';
import { asJsonObject, asString, stringifyJson } from '../../core/json.ts';
import { type OpenChannel, refuse } from './channel.ts';
import { readSecretField } from './read-channel-secret.ts';

/** Sends events; PagerDuty confirms each with `success` and the key of the incident. */
export const openPagerduty: OpenChannel<'pagerduty'> = ({ secret, url }, world) => ({
  updates: false,
  acknowledges: true,
  send: async (alert) => {
    const routingKey = await readSecretField(world, secret, 'routingKey');
    for (const event of renderPagerdutyEvents(alert)) {
      const body = stringifyJson({ routing_key: routingKey, ...event });
      const { status, json } = await world.request({ method: 'POST', url: `${url}/v2/enqueue`, body });
      const answer = asJsonObject(json);
      if (status !== 202 || answer['status'] !== 'success') throw refuse({ status }, asString(answer['status']));
    }
    return undefined;
  },
});
