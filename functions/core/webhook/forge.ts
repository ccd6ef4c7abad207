import { createHmac, timingSafeEqual } from 'node:crypto';
import type { JsonObject } from '../json.ts';

/** A request as a Function URL gives it; header names in lower case, the body as it came. */
export interface WebhookRequest {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** A push that a forge told of. `urls`: every address under which the repository may stand in a configuration. */
export interface Push {
  readonly forge: string;
  readonly urls: readonly string[];
  /** The branch that moved; absent for a tag. */
  readonly branch?: string;
  /** Unique for each delivery: the same one again is a replay. */
  readonly delivery: string;
}

/** How one forge signs and spells its webhooks. */
export interface Forge {
  readonly name: string;
  readonly isSender: (headers: WebhookRequest['headers']) => boolean;
  /** True only where the sender knows the secret. */
  readonly isSigned: (request: WebhookRequest, secret: string) => boolean;
  /** The push, or undefined for any other event (a ping, an issue). */
  readonly readPush: (headers: WebhookRequest['headers'], body: JsonObject) => Push | undefined;
}

/** Compares in a time that tells nothing of where two texts differ. */
export function isSameSecret(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHmac('sha256', 'compare').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

/** `sha256=` and the HMAC of the body, as GitHub and Bitbucket send it. */
export function isHmacOf(header: string | undefined, { body }: WebhookRequest, secret: string): boolean {
  return header !== undefined && isSameSecret(header, `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`);
}
