import { createHash } from 'node:crypto';
import type { DriftReport, Verdict } from './report.ts';
import type { ReportKey } from './report-key.ts';

/** A report in an export: where it was stored, and the SHA-256 of its bytes. */
export interface ExportedReport extends ReportKey {
  readonly verdict: Verdict;
  readonly bytes: number;
  readonly sha256: string;
}

/** What an export holds, and what it should hold and does not. */
export interface ExportManifest {
  readonly schemaVersion: 1;
  readonly type: 'report-export';
  /** The version that wrote it. */
  readonly plumbline: string;
  /** As it was asked for; absent: from the first, to the last. */
  readonly since?: string;
  readonly until?: string;
  readonly clusters: readonly string[];
  /** By cluster, newest first. */
  readonly reports: readonly ExportedReport[];
  /** Reports of the span that could not be read, and why. */
  readonly damaged: readonly { readonly key: string; readonly message: string }[];
}

/** The line of a report in the manifest. */
export function describeExported(key: ReportKey, { verdict }: DriftReport, content: Uint8Array): ExportedReport {
  return { ...key, verdict, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') };
}
