import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { parseConfig } from '../core/config.ts';
import { stringifyJson } from '../core/json.ts';
import { planChecks } from '../core/plan-checks.ts';
import { buildFleet } from '../core/watch/fleet.ts';
import type { Push } from '../core/webhook/forge.ts';
import { isConcerned } from '../core/webhook/is-concerned.ts';
import { readS3Text } from '../io/aws/read-s3-text.ts';
import { discoverEksClusters } from '../io/eks/discover-eks-clusters.ts';
import { readFleet, storeFleet } from '../io/fleet-file.ts';
import { readPlanEnvironment } from './environment.ts';
import { log, logRun } from './logging.ts';
import { publishMetrics } from './metrics.ts';

const s3 = new S3Client({});

/** `schedule`: only the checks of that schedule (an expression of the configuration). `push`: only those that follow what was pushed. Absent: all. */
export interface PlanEvent {
  readonly run: string;
  readonly at: string;
  readonly schedule?: string;
  readonly push?: Push;
}

/** Where the checks of the run are, one JSON list of DetectEvents: past 256 KiB they would not fit into the state machine's own payload. */
export interface PlanResult {
  readonly bucket: string;
  readonly key: string;
  readonly count: number;
  readonly problems: readonly string[];
}

/** Reads the configuration, finds the clusters and writes the checks of one run, and the fleet as it is now. The same run writes the same place. */
export function handler({ run, at, schedule, push }: PlanEvent): Promise<PlanResult> {
  return logRun({ run }, async () => {
    const { config: address, workBucket, installation } = readPlanEnvironment();
    const config = parseConfig(await readS3Text(s3, address), address);
    const found =
      config.discover === undefined ? { clusters: [], problems: [] } : await discoverEksClusters(config.discover, { now: Date.now });
    const fleet = planChecks(config, found.clusters);
    // A damaged file is written anew, and its checks are waited for from now.
    const earlier = (await readFleet(s3, workBucket)) ?? [];
    await storeFleet(s3, workBucket, buildFleet(fleet.items, config, { earlier, at, sawEverything: found.problems.length === 0 }));
    const { items: due } = schedule === undefined ? fleet : planChecks(config, found.clusters, schedule);
    const items = push === undefined ? due : due.filter(({ sources }) => sources.some((source) => isConcerned(source, push)));
    const key = `plans/${encodeURIComponent(run)}.json`;
    const body = stringifyJson(items.map((item) => ({ item, run, at })));
    await s3.send(new PutObjectCommand({ Bucket: workBucket, Key: key, Body: body, ContentType: 'application/json' }));
    const problems = [...found.problems, ...fleet.problems];
    for (const problem of problems) log.warn(problem);
    log.info(`${items.length} of ${fleet.items.length} checks are planned`);
    publishMetrics(installation, [
      { name: 'PlannedChecks', unit: 'Count', value: items.length },
      { name: 'PlanProblems', unit: 'Count', value: problems.length },
    ]);
    return { bucket: workBucket, key, count: items.length, problems };
  });
}
