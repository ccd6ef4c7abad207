import { openLocalReportStore, USUAL_STORE } from '../io/local-report-store.ts';
import type { ReportStore } from '../io/report-store.ts';
import { usageError } from './parse-arguments.ts';

const BUCKET = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/;

/** Calls `use` with the store that `--from` names: a folder, or a bucket with the credentials that the AWS tools would take. */
export async function withStoredReports<T>(from: string | undefined, use: (store: ReportStore) => Promise<T>): Promise<T> {
  if (from === undefined || !/^s3:/i.test(from)) return use(openLocalReportStore(from ?? USUAL_STORE));
  const [, bucket, path = ''] = BUCKET.exec(from) ?? [];
  if (bucket === undefined) throw usageError('report', `--from ${from}: a bucket is written like s3://my-reports`);
  // Loading the client takes longer than reading a report from a folder.
  const [{ S3Client }, { openS3ReportStore, S3_PATIENCE }] = await Promise.all([
    import('@aws-sdk/client-s3'),
    import('../io/s3-report-store.ts'),
  ]);
  const client = new S3Client({ ...S3_PATIENCE, followRegionRedirects: true });
  const folder = path.replace(/\/+$/, '');
  try {
    return await use(openS3ReportStore(client, { bucket, prefix: folder === '' ? '' : `${folder}/` }));
  } finally {
    client.destroy();
  }
}
