import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { PlumblineError } from '../../core/errors.ts';

/** The text of an object by its address, `s3://bucket/key`. Throws PlumblineError `config` that names the address. */
export async function readS3Text(client: S3Client, address: string): Promise<string> {
  return (await readS3Dated(client, address)).text;
}

/** The same with the time at which it was written, RFC 3339. */
export async function readS3Dated(client: S3Client, address: string): Promise<{ readonly text: string; readonly writtenAt: string }> {
  const match = /^s3:\/\/([^/]+)\/(.+)$/.exec(address);
  if (!match) throw new PlumblineError('config', `${JSON.stringify(address)} is no address like s3://bucket/key`);
  try {
    const { Body, LastModified = new Date(0) } = await client.send(new GetObjectCommand({ Bucket: match[1], Key: match[2] }));
    return { text: (await Body?.transformToString('utf8')) ?? '', writtenAt: LastModified.toISOString() };
  } catch (error) {
    const code = error instanceof Error ? error.name : 'unknown';
    throw new PlumblineError('config', `${address} could not be read: ${code}`, { cause: error });
  }
}
