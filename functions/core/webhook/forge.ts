import { createHmac, timingSafeEqual } from 'node:crypto';
import type { JsonObject } from '../json.ts';

/** A request as a Function URL gives it; header names in lower case, the body in the bytes that were signed. */
export interface WebhookRequest {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
}

/** What a push moved, small enough to travel to `plan`. */
export interface Push {
  /** Every address under which the repository may stand in a configuration. */
  readonly urls: readonly string[];
  /** Branches and tags that moved, like refs/heads/main; deleted ones are left out. Absent: all of the repository. */
  readonly refs?: readonly string[];
  /** What HEAD stands for; absent where the forge does not say. */
  readonly defaultBranch?: string;
}

/** How one forge signs and spells its webhooks. */
export interface Forge {
  /** Its field in the secret. */
  readonly id: string;
  readonly name: string;
  readonly isSender: (headers: WebhookRequest['headers']) => boolean;
  /** True only where the sender knows the secret. */
  readonly isSigned: (request: WebhookRequest, secret: string) => boolean;
  /** Tells one event from another of the same body; as well authenticated as the body is. Absent: the body alone does. */
  readonly readEventId?: (headers: WebhookRequest['headers']) => string | undefined;
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

/** True where a commit is none: a branch or tag that was deleted goes to it. */
export function isNoCommit(id: string | undefined): boolean {
  return id !== undefined && /^0+$/.test(id);
}
