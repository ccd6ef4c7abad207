import type { S3Client } from '@aws-sdk/client-s3';
import { openLocalReportStore, USUAL_STORE } from '../io/local-report-store.ts';
import type { ReportStore } from '../io/report-store.ts';
import type { ReportBucket } from '../io/s3-report-store.ts';
import type { Option } from './command.ts';
import { type Arguments, usageError } from './parse-arguments.ts';

const BUCKET = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/;

/** Where stored reports are looked for. */
export const PLACE_OPTIONS: readonly Option[] = [
  { name: 'from', value: 'DIR|s3://BUCKET', help: 'Where reports are stored. Default: .plumbline.' },
  { name: 'store', value: 'DIR', optional: true, help: 'The same for a folder, as check spells it.' },
];

/** What `--from` or `--store` names; undefined for the usual folder. */
export function readPlace(command: string, args: Arguments): string | undefined {
  const [from, store] = [args.text('from'), args.text('store')];
  if (from !== undefined && store !== undefined) throw usageError(command, '--from and --store both say where reports are: give one');
  return from ?? (store === '' ? undefined : store);
}

/** Calls `use` with the store that was named: a folder, or a bucket with the credentials that the AWS tools would take. */
export async function withStoredReports<T>(
  command: string,
  from: string | undefined,
  use: (store: ReportStore, bucket?: { readonly client: S3Client; readonly place: ReportBucket }) => Promise<T>,
): Promise<T> {
  if (from === undefined || !/^s3:/i.test(from)) return use(openLocalReportStore(from ?? USUAL_STORE));
  const [, bucket, path = ''] = BUCKET.exec(from) ?? [];
  if (bucket === undefined) throw usageError(command, `--from ${from}: a bucket is written like s3://my-reports`);
  // Loading the client takes longer than reading a report from a folder.
  const [{ S3Client }, { openS3ReportStore, S3_PATIENCE }] = await Promise.all([
    import('@aws-sdk/client-s3'),
    import('../io/s3-report-store.ts'),
  ]);
  const client = new S3Client({ ...S3_PATIENCE, followRegionRedirects: true });
  const folder = path.replace(/\/+$/, '');
  const place = { bucket, prefix: folder === '' ? '' : `${folder}/` };
  try {
    return await use(openS3ReportStore(client, place), { client, place });
  } finally {
    client.destroy();
  }
}
