import { messageOf } from '../../core/errors.ts';
import { asJsonObject, asString, isJsonObject, type JsonObject } from '../../core/json.ts';
import { joinApiVersion } from '../../core/kube-object.ts';
import { forEachConcurrently } from './for-each-concurrently.ts';
import type { KubeClient } from './kube-client.ts';
import { pathOfGroupVersion } from './path-segment.ts';
import { readJson } from './read-json.ts';
import { RequestError } from './request-error.ts';
import { readCachedSchema, storeCachedSchema } from './schema-cache.ts';

export interface GroupVersionRef {
  readonly group: string;
  readonly version: string;
}

export interface ReadSchemasOptions<T> {
  /** Turns an OpenAPI v3 document into what is used and kept. */
  readonly derive: (document: JsonObject) => T;
  /** Changes whenever `derive` gives something else for the same document. */
  readonly deriveVersion: string;
  /** Where derived schemas are kept under their hash; undefined: nowhere. */
  readonly cacheDirectory?: string | undefined;
}

/** `schemas` by apiVersion (`v1`, `apps/v1`). What could not be read is data: the check goes on without it. */
export interface Schemas<T> {
  readonly schemas: ReadonlyMap<string, T>;
  readonly unread: readonly (GroupVersionRef & { readonly message: string })[];
}

const CONCURRENCY = 6;

/** Reads the schemas of the group versions named, each at most once as long as the server says it is unchanged. */
export async function readSchemas<T>(
  client: KubeClient,
  wanted: readonly GroupVersionRef[],
  options: ReadSchemasOptions<T>,
): Promise<Schemas<T>> {
  const schemas = new Map<string, T>();
  const unread: (GroupVersionRef & { message: string })[] = [];
  if (wanted.length === 0) return { schemas, unread };
  try {
    const paths = asJsonObject((await readJson(client, '/openapi/v3'))['paths']);
    await forEachConcurrently(wanted, CONCURRENCY, async ({ group, version }) => {
      const apiVersion = joinApiVersion(group, version);
      try {
        schemas.set(apiVersion, await readOne(client, paths, apiVersion, pathOfGroupVersion(group, version), options));
      } catch (error) {
        unread.push({ group, version, message: explainUnread(error) });
      }
    });
  } catch (error) {
    const message = explainUnread(error);
    return { schemas, unread: wanted.map(({ group, version }) => ({ group, version, message })) };
  }
  return {
    schemas,
    unread: wanted.flatMap((ref) => unread.find((entry) => entry.group === ref.group && entry.version === ref.version) ?? []),
  };
}

async function readOne<T>(
  client: KubeClient,
  paths: JsonObject,
  apiVersion: string,
  root: string,
  options: ReadSchemasOptions<T>,
): Promise<T> {
  const prefix = `/openapi/v3${root}`;
  const url = asString(asJsonObject(paths[root.slice(1)])['serverRelativeURL']);
  if (url === undefined) throw new RequestError('not-found', `the server publishes no schema of ${apiVersion}`);
  if (url !== prefix && !url.startsWith(`${prefix}?`))
    throw new RequestError('invalid-response', `the schema of ${apiVersion} is said to be at ${url}`);
  const hash = new URLSearchParams(url.slice(prefix.length)).get('hash');
  if (hash === null || options.cacheDirectory === undefined) return deriveFrom(client, url, options);
  const key = { server: client.server, apiVersion, hash, derived: options.deriveVersion };
  const kept = await readCachedSchema<T>(options.cacheDirectory, key);
  if (kept !== undefined) return kept;
  const schema = await deriveFrom(client, url, options);
  await storeCachedSchema(options.cacheDirectory, key, schema);
  return schema;
}

async function deriveFrom<T>(client: KubeClient, url: string, { derive }: ReadSchemasOptions<T>): Promise<T> {
  const document = await readJson(client, url);
  if (!isJsonObject(asJsonObject(document['components'])['schemas']))
    throw new RequestError('invalid-response', `${url.split('?')[0]} holds no schemas`);
  return derive(document);
}

/** Only failures of the request itself are data; anything else (a credential that can no longer be had, a defect) ends the check. */
function explainUnread(error: unknown): string {
  if (error instanceof RequestError && error.reason !== 'unauthorized') return messageOf(error);
  throw error;
}
