import { createHmac } from 'node:crypto';
import { isSameSecret, type WebhookRequest } from './forge.ts';

const PREFIX = 'whsec_';
/** Standard Webhooks asks for 24 bytes or more. */
const SHORTEST_KEY = 24;

/** A secret in the form of Standard Webhooks, whose key is its base64 part. */
export function isSigningSecret(secret: string): boolean {
  return secret.startsWith(PREFIX);
}

/** True where a secret in that form holds a key that can be signed with: an empty key would be known to everybody. */
export function hasSigningKey(secret: string): boolean {
  return readKey(secret).length >= SHORTEST_KEY;
}

/**
 * The signature of Standard Webhooks: an HMAC of id, time and body; several signatures stand in one header while a key is rotated. How old the time
 * is is not asked: a replay is refused by what it says, however soon it comes.
 */
export function isStandardSignature({ headers, body }: WebhookRequest, secret: string): boolean {
  const [id, time, signatures] = [headers['webhook-id'], headers['webhook-timestamp'], headers['webhook-signature']];
  if (id === undefined || time === undefined || signatures === undefined || !hasSigningKey(secret)) return false;
  const hmac = createHmac('sha256', readKey(secret)).update(`${id}.${time}.`).update(body).digest('base64');
  return signatures.split(' ').some((signature) => isSameSecret(signature, `v1,${hmac}`));
}

function readKey(secret: string): Buffer {
  return Buffer.from(secret.slice(PREFIX.length), 'base64');
}
