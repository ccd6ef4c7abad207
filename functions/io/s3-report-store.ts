import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { GetObjectCommand, HeadObjectCommand, type PutObjectCommandInput, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import { messageOf } from '../core/errors.ts';
import { parseReportKey } from '../core/report-key.ts';
import { openReportStore, type ReportStore } from './report-store.ts';
import { describeS3Failure, isMissing } from './reports/describe-s3-failure.ts';
import { damaged } from './reports/parse-report.ts';
import { PUT_ATTEMPTS, pauseBeforePut, putIf } from './reports/put-if.ts';
import type { ReportShelf } from './reports/report-shelf.ts';

/** Where reports lie: a bucket, and what stands before `reports/` in every key. */
export interface ReportBucket {
  readonly bucket: string;
  /** Empty, or ends with a slash. */
  readonly prefix?: string;
}

/** What a client for this store is built with, beside its region: throttling lasts longer than the SDK's three attempts. */
export const S3_PATIENCE = { maxAttempts: 8, retryMode: 'standard' } as const;

/** What a report may unpack to: the longest string there is. */
const LARGEST = 0x1fffffe8;
const SOURCE = 'plumbline-report';
const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** Reports in a bucket, compressed. How they are encrypted is the bucket's own setting. */
export function openS3ReportStore(client: S3Client, place: ReportBucket): ReportStore {
  return openReportStore(openS3Shelf(client, place));
}

/** The bucket alone, for what is kept beside the reports. */
export function openS3Shelf(client: S3Client, { bucket, prefix = '' }: ReportBucket): ReportShelf {
  const describe = (key: string): string => `s3://${bucket}/${prefix}${key}`;
  const guard = async <T>(key: string, run: () => Promise<T>): Promise<T> => {
    try {
      return await run();
    } catch (error) {
      throw describeS3Failure(error, describe(key));
    }
  };
  const locate = (key: string) => ({ Bucket: bucket, Key: prefix + key });
  return {
    describe,
    listFolders: (folder) =>
      guard(folder, async () => {
        const names: string[] = [];
        const pages = paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix + folder, Delimiter: '/' });
        for await (const { CommonPrefixes = [] } of pages)
          for (const { Prefix = '' } of CommonPrefixes) names.push(Prefix.slice(prefix.length + folder.length, -1));
        return names;
      }),
    listFiles: (folder) =>
      guard(folder, async () => {
        const keys: string[] = [];
        const pages = paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix + folder, Delimiter: '/' });
        for await (const { Contents = [] } of pages) for (const { Key = '' } of Contents) keys.push(Key.slice(prefix.length));
        return keys;
      }),
    read: (key) => guard(key, () => readObject(client, locate(key), describe(key))),
    create: (key, content) =>
      guard(key, async () => (await putIf(client, { ...(await packReport(key, content)), ...locate(key), IfNoneMatch: '*' })) === 'put'),
    advance: (latest, key, content) =>
      guard(latest, async () => advanceLatest(client, { ...(await packReport(key, content)), ...locate(latest) }, key)),
  };
}

async function readObject(client: S3Client, object: { Bucket: string; Key: string }, place: string): Promise<Uint8Array | undefined> {
  let content: Uint8Array | undefined;
  try {
    content = await (await client.send(new GetObjectCommand(object))).Body?.transformToByteArray();
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
  // By the bytes, not the header: what somebody restored by hand has lost the header, or is plain JSON.
  if (content === undefined || content[0] !== 0x1f || content[1] !== 0x8b) return content;
  try {
    return await unpack(content, { maxOutputLength: LARGEST });
  } catch (error) {
    throw damaged(place, messageOf(error));
  }
}

/** The same content goes under two keys, and packing 50 MB takes longer than sending it. */
const packed = new WeakMap<Uint8Array, Promise<Uint8Array>>();

async function packReport(
  key: string,
  content: Uint8Array,
): Promise<Pick<PutObjectCommandInput, 'Body' | 'ContentEncoding' | 'ContentType' | 'Metadata'>> {
  const packing = packed.get(content) ?? pack(content);
  packed.set(content, packing);
  return { Body: await packing, ContentEncoding: 'gzip', ContentType: 'application/json', Metadata: { [SOURCE]: key } };
}

/**
 * Replaces the copy only as long as it is the one that was looked at, and looks again where somebody was faster. A copy that does not say of
 * which report it is counts as older than any.
 */
async function advanceLatest(
  client: S3Client,
  object: PutObjectCommandInput & { Bucket: string; Key: string },
  key: string,
): Promise<void> {
  for (let attempt = 0; attempt < PUT_ATTEMPTS; attempt++) {
    const current = await findCurrent(client, object);
    const source = current?.source;
    if (source !== undefined && parseReportKey(source) !== undefined && source >= key) return;
    const condition = current === undefined ? { IfNoneMatch: '*' } : { IfMatch: current.etag };
    if ((await putIf(client, { ...object, ...condition })) === 'put') return;
    await pauseBeforePut(attempt);
  }
  throw new Error(`another run wrote it ${PUT_ATTEMPTS} times in between`);
}

async function findCurrent(
  client: S3Client,
  { Bucket, Key }: { Bucket: string; Key: string },
): Promise<{ readonly etag: string; readonly source: string | undefined } | undefined> {
  try {
    const { ETag = '', Metadata = {} } = await client.send(new HeadObjectCommand({ Bucket, Key }));
    return { etag: ETag, source: Metadata[SOURCE] };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
