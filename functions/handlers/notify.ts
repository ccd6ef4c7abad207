import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { CheckOutcome } from '../core/notification/check-outcome.ts';
import { readS3Text } from '../io/aws/read-s3-text.ts';
import { readSecret } from '../io/aws/read-secret.ts';
import { openDynamoDocuments } from '../io/documents/dynamo-documents.ts';
import { type NotifyResult, recordOutcome, tellFleet } from '../io/notify-run.ts';
import { createSendRequest } from '../io/requests/send-request.ts';
import { openS3ReportStore, S3_PATIENCE } from '../io/s3-report-store.ts';
import { type NotifyEnvironment, readNotifyEnvironment } from './environment.ts';
import { logRun } from './logging.ts';

const s3 = new S3Client(S3_PATIENCE);
const secrets = new SecretsManagerClient({});
const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient({}), { marshallOptions: { removeUndefinedValues: true } });
const sns = remember((region) => new SNSClient(region === undefined ? {} : { region }));
const eventBridge = remember((region) => new EventBridgeClient(region === undefined ? {} : { region }));

/** How one check of a run ended; or `tell`: all of the run has ended, and what there is to tell is told. */
export type NotifyEvent = CheckOutcome | { readonly tell: string };

/**
 * Keeps what a run saw in the incidents of its check, and at the end of a run tells every route what is new. May be called again at any point. Rejects
 * where a place did not confirm a message, so that it is noticed; the message itself is tried again at the next run.
 */
export function handler(event: NotifyEvent): Promise<NotifyResult> {
  const environment = readNotifyEnvironment();
  const services = openServices(environment);
  if ('tell' in event) return logRun({ run: event.tell }, () => tellFleet(services));
  return logRun({ run: event.run, check: event.check }, () => recordOutcome(services, event));
}

function openServices({ config, reportBucket, stateTable, chatTopic, jsonTopic, eventBus, region }: NotifyEnvironment) {
  const now = (): string => new Date().toISOString();
  const reports = openS3ReportStore(s3, { bucket: reportBucket });
  return {
    store: openDynamoDocuments(dynamo, stateTable, { now: Date.now, nonce: () => crypto.randomUUID() }),
    readConfig: () => readS3Text(s3, config),
    configAddress: config,
    own: { chatTopic, jsonTopic, eventBus },
    world: {
      request: createSendRequest(),
      readSecret: (name: string) => readSecret(secrets, name),
      topicArn: (name: string) => chatTopic.replace(/[^:]*$/, () => name),
      sns,
      eventBridge,
      now,
      readReport: reports.read,
      reportUrl: (key: string) =>
        `https://${region}.console.aws.amazon.com/s3/object/${reportBucket}?region=${region}&prefix=${encodeURIComponent(key)}`,
      from: `s3://${reportBucket}`,
    },
  };
}

/** One client a region. */
function remember<T>(create: (region: string | undefined) => T): (region: string | undefined) => T {
  const known = new Map<string | undefined, T>();
  return (region) => {
    const client = known.get(region) ?? create(region);
    known.set(region, client);
    return client;
  };
}
