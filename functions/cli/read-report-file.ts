import { readFile } from 'node:fs/promises';
import { messageOf, PlumblineError } from '../core/errors.ts';
import type { KeptReport } from '../io/report-store.ts';
import { parseReport } from '../io/reports/parse-report.ts';

/** A report in a file, what "plumbline check -o json" wrote. Throws PlumblineError that says what to name instead. */
export async function readReportFile(file: string): Promise<KeptReport> {
  let content: Uint8Array;
  try {
    content = await readFile(file);
  } catch (error) {
    throw new PlumblineError('usage', `${file} cannot be read: ${messageOf(error)}`, {
      advice: 'Name a cluster or a file with a report in JSON.',
    });
  }
  return { report: parseReport(content, '', file), content };
}
