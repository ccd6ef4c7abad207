import { createHmac } from 'node:crypto';
import { renderAlertJson } from '../../core/alert/channels/webhook.ts';
import { renderDigestJson } from '../../core/digest/channels/json.ts';
import { PlumblineError } from '../../core/errors.ts';
import { type OpenChannel, refuse } from './channel.ts';
import { readSecretField, readSecretFields, readSecretUrl } from './read-channel-secret.ts';

/**
 * Posts JSON, signed as Standard Webhooks has it: `webhook-signature` is `v1,` and the base64 of the HMAC-SHA256 over `id.timestamp.body`. The id is the
 * same at every attempt, so a receiver can tell a repetition. Any 2xx is a confirmation.
 */
export const openWebhook: OpenChannel<'webhook'> = ({ url: configured, secret }, world) => {
  const post = async (id: string, body: string): Promise<undefined> => {
    const key = await readSecretField(world, secret, 'key');
    const url = configured ?? (await readUrl(world, secret));
    const timestamp = String(Math.floor(Date.parse(world.now()) / 1000));
    const headers = {
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signWebhook(key, `${id}.${timestamp}.${body}`)}`,
    };
    const { status } = await world.request({ method: 'POST', url, headers, body });
    if (status < 200 || status > 299) throw refuse({ status });
  };
  return {
    updates: false,
    send: (alert) => post(alert.id, renderAlertJson(alert)),
    sendDigest: (digest) => post(digest.id, renderDigestJson(digest)),
  };
};

/** Base64 of the signature. A key `whsec_…` is the base64 of its bytes, as Standard Webhooks writes keys; any other is text. */
export function signWebhook(key: string, content: string): string {
  const bytes = key.startsWith('whsec_') ? Buffer.from(key.slice('whsec_'.length), 'base64') : Buffer.from(key, 'utf8');
  return createHmac('sha256', bytes).update(content).digest('base64');
}

async function readUrl(world: Parameters<typeof readSecretUrl>[0], secret: string): Promise<string> {
  const { url } = await readSecretFields(world, secret, 'key');
  if (url !== undefined) return readSecretUrl(world, secret);
  throw new PlumblineError('config', 'the webhook has no address', {
    advice: `Give the channel a \`url\`, or the secret ${secret} a field "url".`,
  });
}
