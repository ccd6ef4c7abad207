import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { S3Client } from '@aws-sdk/client-s3';
import { PlumblineError } from '../core/errors.ts';
import { describeGateFailure } from '../core/gate/describe-gate-failure.ts';
import type { GateMessage, GateProgress, GateResult } from '../core/gate/gate-message.ts';
import { parseGateRequest } from '../core/gate/gate-request.ts';
import { type Json, stringifyJson } from '../core/json.ts';
import { openGateStore } from '../io/gate/gate-store.ts';
import { runGate } from '../io/gate/run-gate.ts';
import type { CheckProgress } from '../io/prepare-check.ts';
import { S3_PATIENCE } from '../io/s3-report-store.ts';
import { readDetectEnvironment } from './environment.ts';
import { logRun } from './logging.ts';
import { openCheckServices } from './open-check-services.ts';
import { type InvocationContext, streamResponse } from './stream-response.ts';

const s3 = new S3Client(S3_PATIENCE);

/** Kept for storing what there is, before the function is stopped. */
const RESERVE = 20_000;
/** Between two lines of one stage. */
const PROGRESS_MS = 500;

/**
 * Compares a cluster with a revision that is to be released: `{ cluster, source?, revision?, base?, failOn?, progress? }`. Answers with one JSON document, a
 * GateResult or a GateFailure; with `progress: true` with one line of JSON for each step before it. What keeps a gate from being made is an answer and
 * no error of the function, but for what nobody foresaw: that is told, and fails the invocation too, so that its alarm rings.
 */
export const handler = streamResponse(async (event, response, context) => {
  const wantsProgress = typeof event === 'object' && event !== null && 'progress' in event && event['progress'] === true;
  const write = (message: GateMessage): boolean => response.write(`${stringifyJson(message)}\n`);
  try {
    write(await logRun({}, () => answer(event, context, wantsProgress ? thinOut(write) : undefined)));
  } catch (error) {
    const failure = describeGateFailure(error);
    write(failure);
    if (!(error instanceof PlumblineError)) throw new Error(failure.message, { cause: error });
  }
  await end(response);
});

async function answer(
  event: Json,
  context: InvocationContext,
  onProgress: ((progress: CheckProgress) => void) | undefined,
): Promise<GateResult> {
  const request = parseGateRequest(event);
  const environment = readDetectEnvironment();
  const services = { ...(await openCheckServices(s3, environment)), gates: openGateStore(s3, environment.reportBucket) };
  return runGate(request, services, {
    at: new Date().toISOString(),
    deadline: Date.now() + context.getRemainingTimeInMillis() - RESERVE,
    ...(onProgress === undefined ? {} : { onProgress }),
  });
}

/** A line when a stage begins, and then not more than people can read. */
function thinOut(write: (message: GateProgress) => unknown): (progress: CheckProgress) => void {
  let stage = '';
  let at = Number.NEGATIVE_INFINITY;
  return (progress) => {
    const now = performance.now();
    if (progress.stage === stage && now - at < PROGRESS_MS) return;
    stage = progress.stage;
    at = now;
    write({ type: 'progress', ...progress });
  };
}

async function end(response: Writable): Promise<void> {
  const finished = once(response, 'finish');
  response.end();
  await finished;
}
