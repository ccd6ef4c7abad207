import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { parseConfig } from '../core/config.ts';
import { stringifyJson } from '../core/json.ts';
import { planChecks } from '../core/plan-checks.ts';
import { readS3Text } from '../io/aws/read-s3-text.ts';
import { discoverEksClusters } from '../io/eks/discover-eks-clusters.ts';
import { readPlanEnvironment } from './environment.ts';

const s3 = new S3Client({});

/** `schedule`: only the checks of that schedule (an expression of the configuration); absent: all. */
export interface PlanEvent {
  readonly run: string;
  readonly at: string;
  readonly schedule?: string;
}

/** Where the checks of the run are, one JSON list of DetectEvents: past 256 KiB they would not fit into the state machine's own payload. */
export interface PlanResult {
  readonly bucket: string;
  readonly key: string;
  readonly count: number;
  readonly problems: readonly string[];
}

/** Reads the configuration, finds the clusters and writes the checks of one run. The same run writes the same place. */
export async function handler({ run, at, schedule }: PlanEvent): Promise<PlanResult> {
  const { config: address, workBucket } = readPlanEnvironment();
  const config = parseConfig(await readS3Text(s3, address), address);
  const found =
    config.discover === undefined ? { clusters: [], problems: [] } : await discoverEksClusters(config.discover, { now: Date.now });
  const { items, problems } = planChecks(config, found.clusters, schedule);
  const key = `plans/${encodeURIComponent(run)}.json`;
  const body = stringifyJson(items.map((item) => ({ item, run, at })));
  await s3.send(new PutObjectCommand({ Bucket: workBucket, Key: key, Body: body, ContentType: 'application/json' }));
  return { bucket: workBucket, key, count: items.length, problems: [...found.problems, ...problems] };
}
