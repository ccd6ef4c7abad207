import { messageOf, PlumblineError } from '../../core/errors.ts';
import { asJsonObject, isJsonList, isJsonObject, type Json, parseJson } from '../../core/json.ts';
import type { DriftReport } from '../../core/report.ts';
import { buildReportKey, parseReportKey } from '../../core/report-key.ts';
import { judgeReport } from '../../core/severity/judge-report.ts';

const LISTS = ['revisions', 'differences', 'unchecked', 'undecided', 'pruned', 'suppressed', 'setAside', 'advice'];
const VERDICTS: readonly (Json | undefined)[] = ['in-sync', 'drifted', 'incomplete'];

/** The report in these bytes. `place` is what an error calls it. Throws PlumblineError where they are no report, or not the one of this key. */
export function parseReport(content: Uint8Array, key: string, place: string): DriftReport {
  const report = readShape(content, place);
  if (parseReportKey(key) && buildReportKey(report) !== key) throw damaged(place, 'it is the report of another check or time');
  return report;
}

function readShape(content: Uint8Array, place: string): DriftReport {
  let value: Json;
  try {
    value = parseJson(new TextDecoder('utf-8', { fatal: true }).decode(content));
  } catch (error) {
    throw damaged(place, messageOf(error));
  }
  if (!isJsonObject(value)) throw damaged(place, 'it is no JSON object');
  const version = value['schemaVersion'];
  if (typeof version === 'number' && version > 1)
    throw new PlumblineError('runtime', `${place} was written by a later Plumbline (schema ${version})`, { advice: 'Update Plumbline.' });
  const { check, readAt, verdict } = value;
  const names = asJsonObject(check);
  const missing = [
    version === 1 ? undefined : 'schemaVersion',
    typeof names['id'] === 'string' && isJsonObject(names['cluster']) ? undefined : 'check',
    typeof readAt === 'string' && !Number.isNaN(Date.parse(readAt)) ? undefined : 'readAt',
    VERDICTS.includes(verdict) ? undefined : 'verdict',
    ...['counts', 'coverage', 'cost'].map((name) => (isJsonObject(value[name]) ? undefined : name)),
    ...LISTS.map((name) => (isJsonList(value[name]) ? undefined : name)),
  ].filter((name) => name !== undefined);
  if (missing.length > 0) throw damaged(place, `it has no ${missing.join(', ')}`);
  return withSeverities(value as unknown as DriftReport, place);
}

/** A report that was stored before differences had a severity gets what the rules say today; the operator's levels of then are not known. */
function withSeverities(report: DriftReport, place: string): DriftReport {
  if (report.counts.severities !== undefined) return report;
  try {
    return judgeReport(report, []);
  } catch (error) {
    throw damaged(place, messageOf(error));
  }
}

/** Says which file is damaged, and that it is still there. */
export function damaged(place: string, why: string): PlumblineError {
  return new PlumblineError('runtime', `the stored report ${place} is damaged: ${why}`, {
    advice: 'It was left as it is. Restore an earlier version of it, or move it away to read the report before it.',
  });
}
