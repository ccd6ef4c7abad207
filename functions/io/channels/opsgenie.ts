import { aliasOf, renderOpsgenieAlert, renderOpsgenieNote } from '../../core/alert/channels/opsgenie.ts';
import { asJsonObject, asString } from '../../core/json.ts';
import { type OpenChannel, refuse } from './channel.ts';
import { readSecretField } from './read-channel-secret.ts';

/**
 * Creates an alert for each incident (Opsgenie counts a repetition of one that is open), adds what is new as a note, acknowledges it while somebody has
 * snoozed it, and closes it. Un-acknowledged, Opsgenie notifies as for a new one. Each request is confirmed by the id of a request that Opsgenie works on.
 */
export const openOpsgenie: OpenChannel<'opsgenie'> = ({ secret, url }, world) => ({
  updates: false,
  acknowledges: true,
  send: async (alert) => {
    const key = await readSecretField(world, secret, 'key');
    const post = async (path: string, body: string): Promise<void> => {
      const headers = { authorization: `GenieKey ${key}` };
      const { status, json } = await world.request({ method: 'POST', url: `${url}/v2/alerts${path}`, headers, body });
      const isTaken = status === 202 && asString(asJsonObject(json)['requestId']) !== undefined;
      if (!isTaken) throw refuse({ status });
    };
    const act = (action: string): Promise<void> =>
      post(`/${encodeURIComponent(aliasOf(alert))}/${action}?identifierType=alias`, renderOpsgenieNote(alert));
    if (alert.type === 'resolved' || alert.type === 'snoozed') {
      await act(alert.type === 'resolved' ? 'close' : 'acknowledge');
      return undefined;
    }
    await post('', renderOpsgenieAlert(alert));
    if (alert.afterSnooze === true) await act('unacknowledge');
    if (alert.type === 'changed') await act('notes');
    return undefined;
  },
});
