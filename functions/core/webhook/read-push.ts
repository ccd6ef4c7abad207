import { createHash } from 'node:crypto';
import { asJsonObject, type Json, parseJson } from '../json.ts';
import type { Forge, Push, WebhookRequest } from './forge.ts';
import { FORGES } from './forges.ts';

/** What a webhook says; `status` is the HTTP status to answer with. `event` is equal for a replay, whatever its headers say. */
export type PushVerdict =
  | { readonly status: 202; readonly push: Push; readonly event: string }
  | { readonly status: 200 | 400 | 401; readonly message: string };

/** The forge that a request claims to come from. Nothing is proven by that. */
export function findForge(headers: WebhookRequest['headers']): Forge | undefined {
  return FORGES.find(({ isSender }) => isSender(headers));
}

/** Decides what a webhook says. Nothing of the body is believed, or even parsed, before it is signed with one of the secrets (two while one is rotated). */
export function readPush(request: WebhookRequest, forge: Forge, secrets: readonly string[]): PushVerdict {
  if (!secrets.some((secret) => secret !== '' && forge.isSigned(request, secret))) return { status: 401, message: 'wrong signature' };
  const body = parseBody(request.body);
  if (body === undefined) return { status: 400, message: 'the body is no JSON; choose application/json as its content type' };
  const push = forge.readPush(request.headers, asJsonObject(body));
  if (push === undefined) return { status: 200, message: 'no push: nothing to do' };
  return { status: 202, push, event: digestEvent(request, forge) };
}

function parseBody(body: Uint8Array): Json | undefined {
  try {
    return parseJson(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}

/** Of what is signed alone: who replays a body can write any other header. */
function digestEvent({ headers, body }: WebhookRequest, { readEventId }: Forge): string {
  const id = readEventId?.(headers);
  const hash = createHash('sha256');
  if (id !== undefined) hash.update(`${id}\n`);
  return hash.update(body).digest('hex');
}
