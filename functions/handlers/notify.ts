import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { CheckOutcome } from '../core/notification/check-outcome.ts';
import { readS3Text } from '../io/aws/read-s3-text.ts';
import { readSecret } from '../io/aws/read-secret.ts';
import { openS3Files } from '../io/aws/s3-files.ts';
import { createChannelWorld } from '../io/create-channel-world.ts';
import { openDynamoDocuments } from '../io/documents/dynamo-documents.ts';
import { openS3Documents } from '../io/documents/s3-documents.ts';
import { openS3Pages } from '../io/history/s3-pages.ts';
import { type NotifyResult, recordOutcome, tellDueDigests, tellFleet, testDigest, testRoute } from '../io/notify-run.ts';
import { openS3ReportStore, S3_PATIENCE } from '../io/s3-report-store.ts';
import { type NotifyEnvironment, readNotifyEnvironment } from './environment.ts';
import { logRun } from './logging.ts';

const s3 = new S3Client(S3_PATIENCE);
const secrets = new SecretsManagerClient({});
const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient({}));
/**
 * How one check of a run ended; or `tell`: all of the run has ended, and what there is to tell is told; or `digests`: it is time for some; or `test`: a
 * sample for that route.
 */
export type NotifyEvent =
  | CheckOutcome
  | { readonly tell: string }
  | { readonly digests: string }
  | { readonly test: string; readonly sample?: 'digest' };

/**
 * Keeps what a run saw in the incidents of its check, and at the end of a run tells every route what is new. May be called again at any point. Rejects
 * where a place did not confirm a message, so that it is noticed; the message itself is tried again at the next run.
 */
export function handler(event: NotifyEvent): Promise<NotifyResult> {
  const environment = readNotifyEnvironment();
  const services = openServices(environment);
  if ('test' in event)
    return logRun({ route: event.test }, () => (event.sample === 'digest' ? testDigest : testRoute)(services, event.test));
  if ('digests' in event) return logRun({ digests: event.digests }, () => tellDueDigests(services));
  if ('tell' in event) return logRun({ run: event.tell }, () => tellFleet(services));
  return logRun({ run: event.run, check: event.check }, () => recordOutcome(services, event));
}

function openServices({ config, reportBucket, stateTable, chatTopic, jsonTopic, eventBus, region }: NotifyEnvironment) {
  const reports = openS3ReportStore(s3, { bucket: reportBucket });
  const files = openS3Files(s3, { bucket: reportBucket });
  return {
    store: openDynamoDocuments(dynamo, stateTable, { now: Date.now, nonce: () => crypto.randomUUID() }),
    history: { documents: openS3Documents(files, Date.now), pages: openS3Pages(files) },
    readConfig: () => readS3Text(s3, config),
    configAddress: config,
    own: { chatTopic, jsonTopic, eventBus },
    world: {
      ...createChannelWorld({
        readSecret: (name) => readSecret(secrets, name),
        topicArn: (name) => chatTopic.replace(/[^:]*$/, () => name),
        now: () => new Date().toISOString(),
      }),
      readReport: reports.read,
      reportUrl: (key: string) =>
        `https://${region}.console.aws.amazon.com/s3/object/${reportBucket}?region=${region}&prefix=${encodeURIComponent(key)}`,
      from: `s3://${reportBucket}`,
    },
  };
}
