import { renderGoogleChatMessage } from '../../core/alert/channels/google-chat.ts';
import { renderGoogleChatDigest } from '../../core/digest/channels/google-chat.ts';
import { asJsonObject, asString } from '../../core/json.ts';
import { type OpenChannel, refuse } from './channel.ts';
import { readSecretUrl } from './read-channel-secret.ts';

/** Posts to a webhook of a space, each incident in a thread of its own. A webhook can change nothing that it has said. */
export const openGoogleChat: OpenChannel<'google-chat'> = ({ secret }, world) => {
  const post = async (body: string): Promise<undefined> => {
    const url = new URL(await readSecretUrl(world, secret));
    url.searchParams.set('messageReplyOption', 'REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD');
    const { status, json } = await world.request({ method: 'POST', url: url.href, body });
    const name = asString(asJsonObject(json)['name']);
    if (status !== 200 || name === undefined) throw refuse({ status }, asString(asJsonObject(asJsonObject(json)['error'])['status']));
  };
  return {
    updates: false,
    send: (alert) => post(renderGoogleChatMessage(alert)),
    sendDigest: (digest) => post(renderGoogleChatDigest(digest)),
  };
};
