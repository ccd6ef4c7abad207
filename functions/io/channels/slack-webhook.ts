import { renderSlackWebhook } from '../../core/alert/channels/slack-webhook.ts';
import { type OpenChannel, refuse } from './channel.ts';
import { readSecretUrl } from './read-channel-secret.ts';

/** Posts to an incoming webhook, whose answer to a message that it took is the word `ok`. */
export const openSlackWebhook: OpenChannel<'slack-webhook'> = ({ secret }, world) => ({
  updates: false,
  send: async (alert) => {
    const url = await readSecretUrl(world, secret);
    const { status, text } = await world.request({ method: 'POST', url, body: renderSlackWebhook(alert) });
    if (status !== 200 || text.trim() !== 'ok') throw refuse({ status }, text.trim());
    return undefined;
  },
});
