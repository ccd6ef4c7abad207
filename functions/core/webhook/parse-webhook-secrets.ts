import { PlumblineError } from '../errors.ts';
import { isJsonList, isJsonObject, type Json, parseJson } from '../json.ts';
import type { Forge } from './forge.ts';
import { FORGES } from './forges.ts';
import { hasSigningKey, isSigningSecret } from './standard-signature.ts';

/** The secrets that a forge may sign with: none where it has no webhook here, two while one is rotated. */
export type WebhookSecrets = (forge: Forge) => readonly string[];

const ADVICE = `Store one text, or JSON: a list of texts while it is rotated, or {"github": …, "gitlab": …, "bitbucket": …} with either for each.`;

/** Reads the secret of webhooks: one text, a list of them, or an object of either by forge. Throws PlumblineError that never quotes it. */
export function parseWebhookSecrets(text: string, name: string): WebhookSecrets {
  const refuse = (what: string): never => {
    throw new PlumblineError('authentication', `the secret ${name} ${what}`, { advice: ADVICE });
  };
  const value = /^\s*[{[]/.test(text) ? (parse(text) ?? refuse('begins like JSON and is none')) : text.trim();
  if (!isJsonObject(value)) {
    const secrets = readTexts(value) ?? refuse('holds no text that can be signed with');
    return () => secrets;
  }
  const known = new Set(FORGES.map(({ id }) => id));
  if (!Object.keys(value).every((key) => known.has(key))) refuse(`has a field that is not one of ${[...known].join(', ')}`);
  const byForge = new Map(
    Object.entries(value).map(([id, texts]) => [id, readTexts(texts) ?? refuse(`holds no text that ${id} can sign with`)]),
  );
  if (byForge.size === 0) refuse('holds no text that can be signed with');
  return ({ id }) => byForge.get(id) ?? [];
}

function parse(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

function readTexts(value: Json | undefined): readonly string[] | undefined {
  const texts = isJsonList(value) ? value : [value];
  return texts.length > 0 && texts.every(isUsable) ? texts : undefined;
}

function isUsable(text: Json | undefined): text is string {
  return typeof text === 'string' && text.trim() !== '' && (!isSigningSecret(text) || hasSigningKey(text));
}
