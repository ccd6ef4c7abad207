import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { parseConfig } from '../core/config.ts';
import { joinAdvice } from '../core/errors.ts';
import { createMask } from '../core/mask/create-mask.ts';
import { readS3Text } from '../io/aws/read-s3-text.ts';
import { readGitSecret, readSecret } from '../io/aws/read-secret.ts';
import { openCheckStates } from '../io/check-state.ts';
import { type DetectEvent, type DetectResult, detectCheck } from '../io/detect-check.ts';
import { openEksCluster } from '../io/eks/open-eks-cluster.ts';
import { openS3ReportStore, S3_PATIENCE } from '../io/s3-report-store.ts';
import { readDetectEnvironment } from './environment.ts';

const s3 = new S3Client(S3_PATIENCE);
const secrets = new SecretsManagerClient({});
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
  const [config, maskKey] = await Promise.all([readS3Text(s3, environment.config), readSecret(secrets, environment.maskSecret)]);
  const services = {
    states: openCheckStates(dynamo, environment.stateTable),
    reports: openS3ReportStore(s3, { bucket: environment.reportBucket }),
    rules: parseConfig(config, environment.config),
    mask: createMask(Buffer.from(maskKey)),
    openCluster: (item: DetectEvent['item']) => openEksCluster(item.cluster, { now: Date.now }),
    credentialsFor: async ({ sources }: DetectEvent['item'], { id }: { readonly id: string }) => {
      const secret = sources.find((source) => source.id === id)?.secret;
      return secret === undefined ? undefined : readGitSecret(secrets, secret);
    },
  };
  return detectCheck(event, services, Date.now() + context.getRemainingTimeInMillis() - RESERVE);
}
