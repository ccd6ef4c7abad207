import { PlumblineError } from '../../core/errors.ts';
import { asJsonObject, asString, type JsonObject, parseJson } from '../../core/json.ts';
import type { ChannelWorld } from './channel.ts';

/** The fields of a secret that may be JSON; text that is none is the field `main`. */
export async function readSecretFields(
  world: Pick<ChannelWorld, 'readSecret'>,
  name: string,
  main: string,
): Promise<Readonly<Record<string, string>>> {
  const text = (await world.readSecret(name)).trim();
  const fields = text.startsWith('{') ? parse(text, name) : { [main]: text };
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, value]) => {
      const field = asString(value);
      return field === undefined ? [] : [[key, field.trim()]];
    }),
  );
}

/** One field that must be there. Throws PlumblineError that names the secret and the field, never a value. */
export async function readSecretField(world: Pick<ChannelWorld, 'readSecret'>, name: string, field: string): Promise<string> {
  const value = (await readSecretFields(world, name, field))[field];
  // A header or an address cannot hold these, and the error of whoever tries repeats the value.
  if (value !== undefined && value !== '' && !/[^\x21-\x7e]/.test(value)) return value;
  throw new PlumblineError('authentication', `the secret ${name} has no usable ${field}`, {
    advice: `Store it alone, or as JSON with a field "${field}".`,
  });
}

/** An address that is itself a secret. https only, but on this machine. */
export async function readSecretUrl(world: Pick<ChannelWorld, 'readSecret'>, name: string): Promise<string> {
  const text = await readSecretField(world, name, 'url');
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isLocal = url?.protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname);
  if (url !== undefined && (url.protocol === 'https:' || isLocal)) return text;
  throw new PlumblineError('authentication', `the secret ${name} holds no https URL`, {
    advice: 'Store the URL of the webhook alone, or as JSON like {"url": "https://…"}.',
  });
}

function parse(text: string, name: string): JsonObject {
  try {
    return asJsonObject(parseJson(text));
  } catch {
    throw new PlumblineError('authentication', `the secret ${name} begins like JSON and is none`, {
      advice: 'Correct it, or store the value alone.',
    });
  }
}
