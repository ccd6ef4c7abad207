import type { Config } from '../core/config.ts';
import type { Push, WebhookRequest } from '../core/webhook/forge.ts';
import { judgePush } from '../core/webhook/judge-push.ts';
import type { WebhookSecrets } from '../core/webhook/parse-webhook-secrets.ts';
import { findForge, readPush } from '../core/webhook/read-push.ts';

/** What a Function URL gives, in its payload format 2.0; header names are in lower case. */
export interface FunctionUrlEvent {
  readonly headers: WebhookRequest['headers'];
  readonly body?: string;
  readonly isBase64Encoded: boolean;
  readonly requestContext: { readonly http: { readonly method: string; readonly sourceIp?: string } };
}

/** What the state machine is started with. */
export interface PushRun {
  readonly run: string;
  readonly at: string;
  readonly push: Push;
}

export interface WebhookServices {
  readonly readSecrets: () => Promise<WebhookSecrets>;
  readonly readConfig: () => Promise<Config>;
  /** Refuses a run that it has started before. */
  readonly start: (run: PushRun) => Promise<'started' | 'already-started'>;
  readonly now: () => number;
}

/** `message` is for the caller: who is not proven to be the forge learns nothing of the configuration. `hint` and `run` are for the log. */
export interface WebhookAnswer {
  readonly status: 200 | 202 | 400 | 401 | 404 | 405 | 413;
  readonly message: string;
  readonly forge?: string;
  readonly hint?: string;
  readonly run?: PushRun;
}

/** Far more than forges send for a push. Lambda itself takes no request above 6 MB. */
const LARGEST_BODY = 4 * 1024 * 1024;

/** Verifies a webhook and starts the checks that its push concerns. Rejects where the installation, not the caller, is at fault. */
export async function receiveWebhook(event: FunctionUrlEvent, services: WebhookServices): Promise<WebhookAnswer> {
  if (event.requestContext.http.method !== 'POST') return { status: 405, message: 'webhooks are sent with POST' };
  const forge = findForge(event.headers);
  if (forge === undefined) return { status: 400, message: 'no webhook of GitHub, GitLab or Bitbucket' };
  const body = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  if (body.length > LARGEST_BODY) return { status: 413, message: `more than ${LARGEST_BODY} bytes`, forge: forge.name };
  const secrets = (await services.readSecrets())(forge);
  const verdict = readPush({ headers: event.headers, body }, forge, secrets);
  const hint = secrets.length === 0 ? { hint: `the secret has no field ${forge.id}` } : {};
  if (verdict.status !== 202) return { ...verdict, forge: forge.name, ...hint };
  const run = { run: `push-${verdict.event}`, at: new Date(services.now()).toISOString(), push: verdict.push };
  return { ...(await startRun(run, services)), forge: forge.name, run };
}

async function startRun(run: PushRun, { readConfig, start }: WebhookServices): Promise<WebhookAnswer> {
  switch (judgePush(await readConfig(), run.push)) {
    case 'unknown':
      return { status: 404, message: 'no check reads this repository' };
    case 'not-followed':
      return { status: 200, message: 'no check follows what was pushed: nothing to do' };
    case 'followed':
      return (await start(run)) === 'started' ? { status: 202, message: 'started' } : { status: 200, message: 'already started' };
  }
}
