import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { joinAdvice } from '../core/errors.ts';
import { buildCheckMetrics } from '../core/metrics/check-metrics.ts';
import { type CheckOutcome, decideEvent } from '../core/notification/check-outcome.ts';
import type { DriftReport } from '../core/report.ts';
import { openCheckStates, STATE_PATIENCE } from '../io/check-state.ts';
import { type DetectEvent, type DetectResult, detectCheck } from '../io/detect-check.ts';
import { recordFailure } from '../io/record-failure.ts';
import { openS3ReportStore, S3_PATIENCE } from '../io/s3-report-store.ts';
import { readDetectEnvironment } from './environment.ts';
import { log, logRun } from './logging.ts';
import { publishMetrics } from './metrics.ts';
import { openCheckServices } from './open-check-services.ts';

const s3 = new S3Client(S3_PATIENCE);
const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient(STATE_PATIENCE));

/** Kept for storing what there is, before the function is stopped. */
const RESERVE = 20_000;

/**
 * Makes one check of a run. What Lambda's time does not suffice for is stored as incomplete; an error that lasts is told as an outcome. With a
 * `failure` only that is kept, which takes neither configuration nor secrets: these may be what failed.
 */
export function handler(event: DetectEvent, context: { readonly getRemainingTimeInMillis: () => number }): Promise<DetectResult> {
  return logRun({ run: event.run, check: event.item.id }, async () => {
    const environment = readDetectEnvironment();
    const kept = {
      states: openCheckStates(dynamo, environment.stateTable),
      reports: openS3ReportStore(s3, { bucket: environment.reportBucket }),
      onOutcome: (outcome: CheckOutcome, report: DriftReport | undefined) => observe(environment.installation, outcome, report),
    };
    if (event.failure !== undefined) return recordFailure(event, event.failure.Cause, kept, Date.now());
    const services = { ...(await openCheckServices(s3, environment)), ...kept };
    const result = await detectCheck(event, services, Date.now() + context.getRemainingTimeInMillis() - RESERVE);
    if ('held' in result) log.info('another run has this check', { held: result.held });
    return result;
  }).catch((error: unknown) => {
    throw joinAdvice(error);
  });
}

/** What a run leaves in log and metrics: figures and names, no value. */
function observe(installation: string, outcome: CheckOutcome, report: DriftReport | undefined): void {
  const { check, run, verdict, error, advice, counts, kindsLost } = outcome;
  if (error !== undefined) log.error(error, { verdict, ...(advice ? { advice } : {}) });
  else
    log.info(verdict, {
      event: decideEvent(outcome) ?? 'nothing new',
      ...(counts ? { counts } : {}),
      ...(report ? { cost: report.cost } : {}),
    });
  if (kindsLost) log.warn('kinds that could be read before cannot be read now', { kindsLost });
  publishMetrics(installation, buildCheckMetrics(outcome, report), { check, run });
}
