import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { joinAdvice } from '../core/errors.ts';
import { openCheckStates } from '../io/check-state.ts';
import { type DetectEvent, type DetectResult, detectCheck } from '../io/detect-check.ts';
import { openS3ReportStore, S3_PATIENCE } from '../io/s3-report-store.ts';
import { readDetectEnvironment } from './environment.ts';
import { openCheckServices } from './open-check-services.ts';

const s3 = new S3Client(S3_PATIENCE);
const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient({}));

/** Kept for storing what there is, before the function is stopped. */
const RESERVE = 20_000;

interface Context {
  readonly getRemainingTimeInMillis: () => number;
}

/** Makes one check of a run. What Lambda's time does not suffice for is stored as incomplete. */
export function handler(event: DetectEvent, context: Context): Promise<DetectResult> {
  return detect(event, context).catch((error: unknown) => {
    throw joinAdvice(error);
  });
}

async function detect(event: DetectEvent, context: Context): Promise<DetectResult> {
  const environment = readDetectEnvironment();
  const services = {
    ...(await openCheckServices(s3, environment)),
    states: openCheckStates(dynamo, environment.stateTable),
    reports: openS3ReportStore(s3, { bucket: environment.reportBucket }),
  };
  return detectCheck(event, services, Date.now() + context.getRemainingTimeInMillis() - RESERVE);
}
