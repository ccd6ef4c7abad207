import { renderDiscordMessage, renderDiscordNews } from '../../core/alert/channels/discord.ts';
import { renderDiscordDigest } from '../../core/digest/channels/discord.ts';
import { PlumblineError } from '../../core/errors.ts';
import { asJsonObject, asString } from '../../core/json.ts';
import { type OpenChannel, refuse } from './channel.ts';
import { readSecretUrl } from './read-channel-secret.ts';

/** One message an incident, changed in place, and what is new as messages of their own. The change comes first, so that no attempt repeats news. */
export const openDiscord: OpenChannel<'discord'> = ({ secret }, world) => {
  const call = async (method: 'POST' | 'PATCH', path: string, message: object): Promise<string | undefined> => {
    const url = new URL(await readSecretUrl(world, secret));
    url.pathname = `${url.pathname}${path}`;
    // Without it Discord answers before it knows whether it takes the message.
    if (method === 'POST') url.searchParams.set('wait', 'true');
    const { status, json } = await world.request({ method, url: url.href, body: JSON.stringify(message) });
    // Somebody deleted the message: a new one takes its place.
    if (method === 'PATCH' && status === 404) return undefined;
    if (status !== 200) throw refuse({ status });
    const id = asString(asJsonObject(json)['id']);
    if (id === undefined) throw new PlumblineError('runtime', 'Discord took the message and did not say where it is');
    return id;
  };
  return {
    updates: true,
    send: async (alert, receipt) => {
      const { message, generation } = receipt ?? {};
      const isKnown = message !== undefined && generation === String(alert.generation);
      const updated = isKnown ? await call('PATCH', `/messages/${message}`, renderDiscordMessage(alert)) : undefined;
      if (updated === undefined) {
        const id = await call('POST', '', renderDiscordMessage(alert));
        return { message: id ?? '', generation: String(alert.generation) };
      }
      if (!alert.quiet) await call('POST', '', renderDiscordNews(alert));
      return receipt;
    },
    sendDigest: async (digest) => void (await call('POST', '', renderDiscordDigest(digest))),
  };
};
