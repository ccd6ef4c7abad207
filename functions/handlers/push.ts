import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient } from '@aws-sdk/client-sfn';
import { parseConfig } from '../core/config.ts';
import { parseWebhookSecrets } from '../core/webhook/parse-webhook-secrets.ts';
import { readS3Text } from '../io/aws/read-s3-text.ts';
import { readSecret } from '../io/aws/read-secret.ts';
import { remember } from '../io/aws/remember.ts';
import { startExecution } from '../io/aws/start-execution.ts';
import { type FunctionUrlEvent, receiveWebhook, type WebhookAnswer } from '../io/receive-webhook.ts';
import { readPushEnvironment } from './environment.ts';
import { log, logRun } from './logging.ts';

const s3 = new S3Client({});
const stateMachines = new SFNClient({});
const secrets = new SecretsManagerClient({});

/** A rotated secret counts within this time; both are accepted where the secret holds both. */
const SECRET_KEPT = 60_000;
const readWebhookSecrets = remember(async (name) => parseWebhookSecrets(await readSecret(secrets, name), name), {
  milliseconds: SECRET_KEPT,
  now: Date.now,
});

/** What a Function URL answers with. */
export interface FunctionUrlResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Takes a webhook of a forge. What is wrong with the installation is logged, and the caller is told that it failed and no more. */
export async function handler(event: FunctionUrlEvent): Promise<FunctionUrlResponse> {
  try {
    const { status, message } = await logRun({}, () => takeWebhook(event));
    return respond(status, message);
  } catch {
    return respond(500, 'failed; the log of the function says why');
  }
}

async function takeWebhook(event: FunctionUrlEvent): Promise<WebhookAnswer> {
  const { config, webhookSecret, stateMachine } = readPushEnvironment();
  const answer = await receiveWebhook(event, {
    readSecrets: () => readWebhookSecrets(webhookSecret),
    readConfig: async () => parseConfig(await readS3Text(s3, config), config),
    start: (run) => startExecution(stateMachines, stateMachine, { name: run.run, input: run }),
    now: Date.now,
  });
  report(answer, event);
  return answer;
}

/** Only what is proven is logged of a request, and where it came from. */
function report({ status, message, forge, hint, run }: WebhookAnswer, { requestContext }: FunctionUrlEvent): void {
  const fields = {
    status,
    from: requestContext.http.sourceIp ?? 'unknown',
    ...(forge === undefined ? {} : { forge }),
    ...(hint === undefined ? {} : { hint }),
    ...(run === undefined ? {} : { run: run.run, push: run.push }),
  };
  if (status < 400) log.info(message, fields);
  else log.warn(message, fields);
}

function respond(statusCode: number, message: string): FunctionUrlResponse {
  const allow = statusCode === 405 ? { allow: 'POST' } : {};
  return { statusCode, headers: { 'content-type': 'application/json', ...allow }, body: JSON.stringify({ message }) };
}
