import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { ReportBucket } from '../s3-report-store.ts';

/** How long a link can be read; less where the credentials that signed it end sooner. */
export const LINK_SECONDS = 3600;

/** An address from which a stored report, its JSON, or a page beside it can be read without credentials. Whoever has it can. */
export function signReportLink(
  client: S3Client,
  { bucket, prefix = '' }: ReportBucket,
  key: string,
  seconds: number = LINK_SECONDS,
): Promise<string> {
  return getSignedUrl(client, new GetObjectCommand({ Bucket: bucket, Key: prefix + key }), { expiresIn: seconds });
}
