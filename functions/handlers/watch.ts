import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { parseConfig } from '../core/config.ts';
import { PlumblineError } from '../core/errors.ts';
import { findStale, type StaleCheck } from '../core/watch/find-stale.ts';
import { listExpected } from '../core/watch/fleet.ts';
import { buildWatchMetrics } from '../core/watch/watch-metrics.ts';
import { readS3Dated } from '../io/aws/read-s3-text.ts';
import { placeOfFleet, readFleet } from '../io/fleet-file.ts';
import { readCheckStates } from '../io/read-check-states.ts';
import { readWatchEnvironment } from './environment.ts';
import { log, logRun } from './logging.ts';
import { publishMetrics } from './metrics.ts';

const s3 = new S3Client({});
const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient({}));

/** What `watch` found. */
export interface WatchReport {
  readonly at: string;
  /** Checks that are expected. */
  readonly checks: number;
  readonly stale: readonly StaleCheck[];
}

/** Asks after checks that do not come. Its metric is 0 when all is well: where there is none, nobody watches. */
export function handler(): Promise<WatchReport> {
  return logRun({}, async () => {
    const { config: address, workBucket, stateTable, installation } = readWatchEnvironment();
    const at = new Date().toISOString();
    const [{ text, writtenAt }, planned] = await Promise.all([readS3Dated(s3, address), readFleet(s3, workBucket)]);
    if (planned === undefined) {
      const advice = 'Delete it: the next run of a schedule writes it anew.';
      throw new PlumblineError('runtime', `${placeOfFleet(workBucket)} is damaged`, { advice });
    }
    const config = parseConfig(text, address);
    const fleet = listExpected(config, writtenAt, planned);
    const ids = [...new Set(fleet.map(({ check }) => check))];
    const states = await readCheckStates(dynamo, stateTable, ids);
    const result = findStale(fleet, states, { now: at, intervals: config.watch.intervals });
    for (const { check, message } of result.stale) log.warn(message, { check });
    log.info(`${result.stale.length} of ${fleet.length} checks are stale`);
    publishMetrics(installation, buildWatchMetrics(result));
    return { at, checks: fleet.length, stale: result.stale };
  });
}
