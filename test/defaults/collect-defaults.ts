import { canonicalJson, isJsonList, isJsonObject, type Json, type JsonObject } from '../../functions/core/json.ts';

/** A value that the server gave back and nobody had sent. */
export interface DefaultValue {
  /** Fields joined with `.`, items of any list as `[]`. */
  readonly path: string;
  readonly value: Json;
}

/**
 * What came back and was not sent, leaf by leaf. A struct that was not sent is taken apart, since a value is compared with its default at the
 * leaf; a list that was not sent counts as a whole, and each of its items too, because sets and keyed lists are compared by item.
 */
export function collectDefaults(sent: JsonObject, received: JsonObject): DefaultValue[] {
  return compareFields('', sent, received);
}

/** What was sent and came back as something else: a sample spelled as the server does not store it, or a value that the server decides. */
export function findRewritten(sent: Json | undefined, received: Json | undefined, path = ''): string[] {
  if (received === undefined || sent === undefined || sent === null) return [];
  if (isJsonObject(sent) && isJsonObject(received)) {
    return Object.keys(sent).flatMap((field) => findRewritten(sent[field], received[field], joinField(path, field)));
  }
  if (isJsonList(sent) && isJsonList(received)) return sent.flatMap((item, i) => findRewritten(item, received[i], `${path}[]`));
  return canonicalJson(sent) === canonicalJson(received) ? [] : [path];
}

function compareFields(path: string, sent: JsonObject, received: JsonObject): DefaultValue[] {
  return Object.keys(received).flatMap((field) => compareValues(joinField(path, field), sent[field], received[field] as Json));
}

function compareValues(path: string, sent: Json | undefined, received: Json): DefaultValue[] {
  if (received === null) return [];
  if (isAbsent(sent)) return takeApart(path, received);
  if (isJsonObject(sent) && isJsonObject(received)) return compareFields(path, sent, received);
  if (isJsonList(sent) && isJsonList(received)) return received.flatMap((item, i) => compareValues(`${path}[]`, sent[i], item));
  return [];
}

function takeApart(path: string, received: Json): DefaultValue[] {
  if (isJsonObject(received) && Object.keys(received).length > 0 && !path.endsWith('[]')) return compareFields(path, {}, received);
  const whole = { path, value: received };
  if (!isJsonList(received)) return [whole];
  return [whole, ...received.map((item) => ({ path: `${path}[]`, value: item }))];
}

function isAbsent(sent: Json | undefined): boolean {
  return sent === undefined || sent === null;
}

const plainField = /^[A-Za-z_][A-Za-z0-9_-]*$/;

function joinField(path: string, field: string): string {
  return plainField.test(field) ? `${path}.${field}` : `${path}[${JSON.stringify(field)}]`;
}
