import { renderSlackWebhook } from '../../core/alert/channels/slack-webhook.ts';
import { renderSlackDigest } from '../../core/digest/channels/slack.ts';
import { type OpenChannel, refuse } from './channel.ts';
import { readSecretUrl } from './read-channel-secret.ts';

/** Posts to an incoming webhook, whose answer to a message that it took is the word `ok`. */
export const openSlackWebhook: OpenChannel<'slack-webhook'> = ({ secret }, world) => {
  const post = async (body: string): Promise<undefined> => {
    const url = await readSecretUrl(world, secret);
    const { status, text } = await world.request({ method: 'POST', url, body });
    if (status !== 200 || text.trim() !== 'ok') throw refuse({ status }, text.trim());
  };
  return {
    updates: false,
    send: (alert) => post(renderSlackWebhook(alert)),
    sendDigest: (digest) => post(JSON.stringify(renderSlackDigest(digest))),
  };
};
