import type { Alert } from '../../core/alert/alert.ts';
import { renderSlackMessage, renderSlackReply, type SlackMessage } from '../../core/alert/channels/slack.ts';
import { renderSlackDigest } from '../../core/digest/channels/slack.ts';
import { PlumblineError } from '../../core/errors.ts';
import { asJsonObject, asString, type JsonObject } from '../../core/json.ts';
import { type OpenChannel, type Receipt, refuse } from './channel.ts';
import { readSecretField } from './read-channel-secret.ts';

/** The message is there no more, or may not be changed any more: a new one takes its place. */
const GONE = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed', 'thread_not_found']);

const ADVICE: Readonly<Record<string, string>> = {
  not_in_channel: 'Invite the bot to the channel.',
  channel_not_found: 'Correct the channel in the configuration; to a private one the bot must be invited.',
  is_archived: 'The channel is archived: name another one.',
  invalid_auth: 'Put the token of the bot (xoxb-…) into the secret.',
  not_authed: 'Put the token of the bot (xoxb-…) into the secret.',
  token_revoked: 'Install the app again, and put the new token into the secret.',
  account_inactive: 'Install the app again, and put the new token into the secret.',
  missing_scope: 'Give the bot the scope chat:write.',
};

type Call = (method: string, body: object) => Promise<{ readonly answer: JsonObject; readonly code: string | undefined }>;

/**
 * One message an incident, changed in place, and what is new as a reply in its thread. The change comes first: should the reply fail, the next attempt
 * repeats the change, which nobody sees twice.
 */
export const openSlack: OpenChannel<'slack'> = ({ channel, secret, url }, world) => {
  const call: Call = async (method, body) => {
    const token = await readSecretField(world, secret, 'token');
    const headers = { authorization: `Bearer ${token}` };
    const { status, json } = await world.request({ method: 'POST', url: `${url}/${method}`, headers, body: JSON.stringify(body) });
    const answer = asJsonObject(json);
    // Slack answers 200 whatever it thinks of the message.
    if (status === 200 && answer['ok'] === true) return { answer, code: undefined };
    const code = asString(answer['error']) ?? '';
    if (GONE.has(code)) return { answer, code };
    throw refuse({ status }, code, ADVICE);
  };
  return {
    updates: true,
    send: async (alert, receipt) => {
      const known = receipt?.['generation'] === String(alert.generation) ? receipt : undefined;
      const updated = known === undefined ? undefined : await update(call, alert, known);
      return updated ?? { ...(await post(call, renderSlackMessage(alert), channel)), generation: String(alert.generation) };
    },
    sendDigest: async (digest) => void (await post(call, renderSlackDigest(digest), channel)),
  };
};

async function post(call: Call, message: SlackMessage, channel: string): Promise<Receipt> {
  const { answer, code } = await call('chat.postMessage', { channel, ...message });
  const [ts, id] = [asString(answer['ts']), asString(answer['channel'])];
  if (code !== undefined) throw refuse({ status: 200 }, code, ADVICE);
  if (ts === undefined || id === undefined) throw new PlumblineError('runtime', 'Slack took the message and did not say where it is');
  return { channel: id, ts };
}

/** Undefined where the message is gone. */
async function update(call: Call, alert: Alert, receipt: Receipt): Promise<Receipt | undefined> {
  const { channel, ts } = receipt;
  const changed = await call('chat.update', { channel, ts, ...renderSlackMessage(alert) });
  if (changed.code !== undefined) return undefined;
  if (alert.quiet) return receipt;
  const replied = await call('chat.postMessage', { channel, thread_ts: ts, ...renderSlackReply(alert) });
  if (replied.code !== undefined) throw refuse({ status: 200 }, replied.code, ADVICE);
  return receipt;
}
