import { gunzipSync, gzipSync } from 'node:zlib';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { DocumentStore, Stored } from './document-store.ts';

/** An item holds 400 KB at most; what is larger lies in parts beside it. */
const LARGEST_PART = 350_000;
/** Parts of a version that was replaced, or never came to be, are removed by DynamoDB. */
const KEEP_PARTS_SECONDS = 24 * 60 * 60;

interface Item {
  readonly sk: string;
  readonly version: number;
  /** gzip of JSON; of a document in parts, empty. */
  readonly body: Uint8Array;
  readonly parts?: number;
  /** Tells parts of two writers of one version apart. */
  readonly writer?: string;
  readonly expiresAt?: number;
}

/**
 * Documents in a table: `pk` is the partition, `sk` the id. A document too large for an item is in parts, written before the item that names them, so it
 * is there whole or not at all. `nonce` gives a text that no other writer has.
 */
export function openDynamoDocuments(
  client: DynamoDBDocumentClient,
  table: string,
  { now, nonce }: { readonly now: () => number; readonly nonce: () => string },
): DocumentStore {
  const seconds = (): number => Math.floor(now() / 1000);
  const locateParts = (partition: string, id: string, writer: string, version: number): string =>
    `${partition}#parts#${id}#${version}#${writer}`;

  const open = async <T>(partition: string, { sk, version, body, parts, writer, expiresAt }: Item): Promise<Stored<T> | undefined> => {
    // DynamoDB removes what has expired hours later.
    if (expiresAt !== undefined && expiresAt <= seconds()) return undefined;
    const whole = parts === undefined ? body : await readParts(locateParts(partition, sk, writer ?? '', version), parts);
    return whole === undefined ? undefined : { id: sk, version, value: JSON.parse(gunzipSync(whole).toString()) as T };
  };
  const query = async (pk: string): Promise<Item[]> => {
    const items: Item[] = [];
    let start: Record<string, unknown> | undefined;
    do {
      const answer = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': pk },
          ConsistentRead: true,
          ...(start === undefined ? {} : { ExclusiveStartKey: start }),
        }),
      );
      items.push(...((answer.Items ?? []) as Item[]));
      start = answer.LastEvaluatedKey;
    } while (start !== undefined);
    return items;
  };
  const readParts = async (pk: string, count: number): Promise<Uint8Array | undefined> => {
    const parts = (await query(pk)).map(({ body }) => body);
    return parts.length === count ? Buffer.concat(parts) : undefined;
  };
  const get = async (partition: string, id: string): Promise<Item | undefined> => {
    const answer = await client.send(new GetCommand({ TableName: table, Key: { pk: partition, sk: id }, ConsistentRead: true }));
    return answer.Item as Item | undefined;
  };
  const read = async <T>(partition: string, id: string): Promise<Stored<T> | undefined> => {
    for (let attempt = 0; attempt < 5; attempt++) {
      const item = await get(partition, id);
      if (item === undefined) return undefined;
      const stored = await open<T>(partition, item);
      if (stored !== undefined || (item.expiresAt !== undefined && item.expiresAt <= seconds())) return stored;
    }
    throw new Error(`${partition} ${id}: parts of it are missing`);
  };

  return {
    read,
    list: async <T>(partition: string) => {
      const stored = await Promise.all(
        (await query(partition)).map(async (item) => (await open<T>(partition, item)) ?? read<T>(partition, item.sk)),
      );
      return stored.filter((each) => each !== undefined);
    },
    write: async (partition, id, value, expected, { expiresAt } = {}) => {
      const body = gzipSync(JSON.stringify(value));
      const version = (expected ?? 0) + 1;
      const writer = body.length > LARGEST_PART ? nonce() : undefined;
      const parts = writer === undefined ? [] : cut(body);
      for (const [index, part] of parts.entries()) {
        const pk = locateParts(partition, id, writer ?? '', version);
        await client.send(new PutCommand({ TableName: table, Item: { pk, sk: nameOfPart(index), body: part } }));
      }
      const item = {
        pk: partition,
        sk: id,
        version,
        ...(writer === undefined ? { body } : { body: new Uint8Array(), parts: parts.length, writer }),
        ...(expiresAt === undefined ? {} : { expiresAt: Math.ceil(Date.parse(expiresAt) / 1000) }),
      };
      const before = writer === undefined && expected === undefined ? undefined : await get(partition, id);
      const isWritten = await putIf(item, expected);
      const left = isWritten ? before : writer === undefined ? undefined : { sk: id, version, parts: parts.length, writer };
      if (left?.parts !== undefined) await expireParts(locateParts(partition, id, left.writer ?? '', left.version), left.parts);
      return isWritten ? version : undefined;
    },
  };

  async function putIf(item: Record<string, unknown>, expected: number | undefined): Promise<boolean> {
    const condition =
      expected === undefined
        ? { ConditionExpression: 'attribute_not_exists(pk) OR expiresAt <= :now', ExpressionAttributeValues: { ':now': seconds() } }
        : { ConditionExpression: 'version = :expected', ExpressionAttributeValues: { ':expected': expected } };
    try {
      await client.send(new PutCommand({ TableName: table, Item: item, ...condition }));
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  /** Not removed at once: somebody may be reading them still. */
  async function expireParts(pk: string, count: number): Promise<void> {
    const expressions = { UpdateExpression: 'SET expiresAt = :at', ExpressionAttributeValues: { ':at': seconds() + KEEP_PARTS_SECONDS } };
    for (let index = 0; index < count; index++)
      await client.send(new UpdateCommand({ TableName: table, Key: { pk, sk: nameOfPart(index) }, ...expressions }));
  }
}

function nameOfPart(index: number): string {
  return String(index).padStart(4, '0');
}

function cut(body: Uint8Array): Uint8Array[] {
  return Array.from({ length: Math.ceil(body.length / LARGEST_PART) }, (_, i) => body.subarray(i * LARGEST_PART, (i + 1) * LARGEST_PART));
}
