import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { messageOf, PlumblineError } from '../core/errors.ts';
import { stringifyJson } from '../core/json.ts';
import { type FleetMember, parseFleet } from '../core/watch/fleet.ts';
import { isMissing } from './reports/describe-s3-failure.ts';

const KEY = 'plans/fleet.json';

/** Where the fleet is kept, for messages. */
export function placeOfFleet(bucket: string): string {
  return `s3://${bucket}/${KEY}`;
}

/** The fleet as `plan` last saw it: empty before its first run, undefined where the file is damaged. Throws PlumblineError where it cannot be read. */
export async function readFleet(client: S3Client, bucket: string): Promise<FleetMember[] | undefined> {
  try {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: KEY }));
    return parseFleet((await Body?.transformToString('utf8')) ?? '');
  } catch (error) {
    if (isMissing(error)) return [];
    const what = error instanceof Error ? error.name : messageOf(error);
    throw new PlumblineError('runtime', `${placeOfFleet(bucket)} could not be read: ${what}`, {
      advice: 'Needed: s3:GetObject on it and s3:ListBucket on the bucket.',
      cause: error,
    });
  }
}

/** Two plans at once each write all of it, so the later one stands. */
export async function storeFleet(client: S3Client, bucket: string, fleet: readonly FleetMember[]): Promise<void> {
  await client.send(new PutObjectCommand({ Bucket: bucket, Key: KEY, Body: stringifyJson(fleet), ContentType: 'application/json' }));
}
