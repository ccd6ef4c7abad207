import { messageOf, PlumblineError } from '../../core/errors.ts';
import type { GateResult } from '../../core/gate/gate-message.ts';
import type { GateReport } from '../../core/gate/gate-report.ts';
import { isJsonObject, type Json, parseJson } from '../../core/json.ts';

const PATIENCE_MS = 120_000;

/** Fetches the report behind a verdict. The URL is as good as a credential while it lasts, so no message repeats it. Throws PlumblineError. */
export async function fetchGate({ verdict, report: { key, url } }: GateResult): Promise<GateReport> {
  let problem: string;
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
    const value = answer.ok ? parseJson(await answer.text()) : undefined;
    if (isGate(value)) return value as unknown as GateReport;
    problem = answer.ok ? 'it is no report of a gate' : `HTTP ${answer.status}`;
  } catch (error) {
    problem = error instanceof SyntaxError ? 'it is no JSON' : messageOf(error instanceof Error && error.cause ? error.cause : error);
  }
  throw new PlumblineError('runtime', `the gate says "${verdict}", but its report ${key} could not be fetched: ${problem}`, {
    advice: 'Does this machine reach S3? The report stays in the bucket of the installation.',
  });
}

function isGate(value: Json | undefined): boolean {
  return isJsonObject(value) && value['type'] === 'gate' && value['schemaVersion'] === 1;
}
