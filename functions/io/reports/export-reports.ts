import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { messageOf } from '../../core/errors.ts';
import { stringifyJson } from '../../core/json.ts';
import { escapeControls } from '../../core/render/escape-text.ts';
import { csvRenderer } from '../../core/render/render-csv.ts';
import { describeExported, type ExportedReport, type ExportManifest } from '../../core/report-export.ts';
import type { ReportKey } from '../../core/report-key.ts';
import { readVersions } from '../read-versions.ts';
import type { KeptReport, ReportStore } from '../report-store.ts';

export const EXPORT_FORMATS = ['zip', 'csv', 'ndjson'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Reports to export, and the span that was asked for. */
export interface ExportRequest {
  readonly keys: readonly ReportKey[];
  readonly clusters: readonly string[];
  readonly since?: string;
  readonly until?: string;
}

/** Takes the reports one after the other, then the manifest. */
interface ExportWriter {
  readonly add: (key: string, kept: KeptReport) => Promise<void>;
  readonly end: (manifest: ExportManifest) => Promise<void>;
}

/** In local time, as zip has it: the same reports have the same entries everywhere. */
const TIME = new Date(1980, 0, 1, 12);
const ENTRY = { mtime: TIME, forceDosTimestamp: true, mode: 0o100644, compress: true };
const RENDERING = { colour: false, width: 0, now: '', explain: true } as const;

/** Writes reports into one file, one at a time in memory, and returns what it holds. A damaged one is named in the manifest, and keeps none of the others. */
export async function exportReports(
  store: ReportStore,
  { keys, ...span }: ExportRequest,
  format: ExportFormat,
  out: Writable,
): Promise<ExportManifest> {
  const writer = openWriter(format, out);
  const [reports, damaged]: [ExportedReport[], { key: string; message: string }[]] = [[], []];
  for (const key of keys) {
    const kept = await store.readBytes(key.key).catch((error: unknown) => messageOf(error));
    if (kept === undefined || typeof kept === 'string') damaged.push({ key: key.key, message: kept ?? 'it was deleted meanwhile' });
    else {
      await writer.add(key.key, kept);
      reports.push(describeExported(key, kept.report, kept.content));
    }
  }
  const manifest: ExportManifest = {
    schemaVersion: 1,
    type: 'report-export',
    plumbline: readVersions().plumbline,
    ...span,
    reports,
    damaged,
  };
  await writer.end(manifest);
  return manifest;
}

function openWriter(format: ExportFormat, out: Writable): ExportWriter {
  switch (format) {
    case 'zip':
      return openZip(out);
    case 'csv': {
      let header = true;
      return {
        add: async (_key, { report }) => {
          const text = csvRenderer.render(report, RENDERING);
          await write(out, header ? text : text.slice(text.indexOf('\n') + 1));
          header = false;
        },
        end: async () => undefined,
      };
    }
    case 'ndjson':
      return {
        add: (key, { report }) => write(out, writeLine({ type: 'report', key, report })),
        end: (manifest) => write(out, writeLine(manifest)),
      };
  }
}

function openZip(out: Writable): ExportWriter {
  const zip = new ZipFile();
  const piped = pipeline(zip.outputStream, out, { end: false });
  // Told at the end: until then nobody waits for it.
  piped.catch(() => undefined);
  return {
    add: async (key, { content }) => zip.addBuffer(Buffer.from(content), key, ENTRY),
    end: async (manifest) => {
      zip.addBuffer(Buffer.from(`${escapeControls(stringifyJson(manifest, 2))}\n`), 'manifest.json', ENTRY);
      zip.end();
      await piped;
    },
  };
}

function writeLine(value: unknown): string {
  return `${escapeControls(stringifyJson(value))}\n`;
}

function write(out: Writable, text: string): Promise<void> {
  return new Promise((resolve, reject) => out.write(text, (error) => (error ? reject(error) : resolve())));
}
