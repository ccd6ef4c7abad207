import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { PlumblineError } from '../../core/errors.ts';

/** The text of an object by its address, `s3://bucket/key`. Throws PlumblineError `config` that names the address. */
export async function readS3Text(client: S3Client, address: string): Promise<string> {
  const match = /^s3:\/\/([^/]+)\/(.+)$/.exec(address);
  if (!match) throw new PlumblineError('config', `${JSON.stringify(address)} is no address like s3://bucket/key`);
  try {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: match[1], Key: match[2] }));
    return (await Body?.transformToString('utf8')) ?? '';
  } catch (error) {
    const code = error instanceof Error ? error.name : 'unknown';
    throw new PlumblineError('config', `${address} could not be read: ${code}`, { cause: error });
  }
}
