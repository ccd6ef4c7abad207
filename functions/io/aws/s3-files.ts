import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { GetObjectCommand, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import { describeS3Failure, isMissing } from '../reports/describe-s3-failure.ts';
import { putIf } from '../reports/put-if.ts';
import type { ReportBucket } from '../s3-report-store.ts';

/** A file as it is in the bucket, and the tag that changes with each write. */
export interface S3File {
  readonly content: Uint8Array;
  readonly tag: string;
}

/** Files that are written again and again, each only on condition that nobody else has since it was read. */
export interface S3Files {
  readonly read: (key: string) => Promise<S3File | undefined>;
  /** Keys directly below a folder that ends with a slash. */
  readonly list: (folder: string) => Promise<readonly string[]>;
  /** False where what is there is not what `tag` tells, undefined where nothing was: nothing is written then. */
  readonly write: (key: string, content: Uint8Array, mediaType: string, tag: string | undefined) => Promise<boolean>;
}

const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** Files in the bucket of the reports, compressed. Who reads them asks each time whether there are newer ones. */
export function openS3Files(client: S3Client, { bucket, prefix = '' }: ReportBucket): S3Files {
  const locate = (key: string) => ({ Bucket: bucket, Key: prefix + key });
  const guard = async <T>(key: string, run: () => Promise<T>): Promise<T> => {
    try {
      return await run();
    } catch (error) {
      throw describeS3Failure(error, `s3://${bucket}/${prefix}${key}`);
    }
  };
  return {
    read: (key) =>
      guard(key, async () => {
        try {
          const { Body, ETag = '' } = await client.send(new GetObjectCommand(locate(key)));
          const content = (await Body?.transformToByteArray()) ?? new Uint8Array();
          const isPacked = content[0] === 0x1f && content[1] === 0x8b;
          return { content: isPacked ? await unpack(content) : content, tag: ETag };
        } catch (error) {
          if (isMissing(error)) return undefined;
          throw error;
        }
      }),
    list: (folder) =>
      guard(folder, async () => {
        const keys: string[] = [];
        const pages = paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix + folder, Delimiter: '/' });
        for await (const { Contents = [] } of pages) for (const { Key = '' } of Contents) keys.push(Key.slice(prefix.length));
        return keys;
      }),
    write: (key, content, mediaType, tag) =>
      guard(key, async () => {
        const put = await putIf(client, {
          ...locate(key),
          Body: await pack(content),
          ContentEncoding: 'gzip',
          ContentType: mediaType,
          CacheControl: 'private, no-cache',
          ...(tag === undefined ? { IfNoneMatch: '*' } : { IfMatch: tag }),
        });
        return put === 'put';
      }),
  };
}
