import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { messageOf, PlumblineError } from '../../core/errors.ts';
import { formatPlural } from '../../core/render/format-quantity.ts';
import type { ExportManifest } from '../../core/report-export.ts';
import { EXPORT_FORMATS, type ExportFormat, exportReports } from '../../io/reports/export-reports.ts';
import { listKeys } from '../../io/reports/list-rows.ts';
import { absent, chooseClusters } from '../choose-stored-report.ts';
import type { Command, CommandContext } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { PLACE_OPTIONS, readPlace, withStoredReports } from '../open-stored-reports.ts';
import { readSpan, SPAN_OPTIONS } from '../span-options.ts';

const COMMAND = 'report export';

/** Puts stored reports into one file. */
export const reportExportCommand: Command = {
  positionals: [{ name: 'CLUSTER', optional: true, help: 'Name of the cluster. Default: all of which reports are stored.' }],
  options: [
    ...SPAN_OPTIONS,
    ...PLACE_OPTIONS,
    {
      name: 'output',
      short: 'o',
      value: 'FORMAT',
      choices: EXPORT_FORMATS,
      help: 'zip: the reports as they are stored, and manifest.json; ndjson: a report a line, and the manifest at the end; csv: the rows of all. Default: zip.',
    },
    { name: 'output-file', value: 'FILE', help: 'Never written over. Default: plumbline-reports-NOW.zip here for a zip, else stdout.' },
  ],
  description:
    'Puts all reports of a span of time into one file, with a manifest of their keys, verdicts and SHA-256. Asks no cluster. A report that is damaged is named in the manifest. Exit code: 0 made, whatever the verdicts; 3 made, without a report that is damaged; 2 could not. For one report and an auditor there is "plumbline evidence".',
  examples: [
    {
      command: 'plumbline report export prod-eu --since 2026-10-01 --until 2026-10-31 --from s3://my-reports',
      does: 'October of prod-eu.',
    },
    { command: 'plumbline report export --since 7d -o csv --output-file week.csv', does: 'What departed in a week, for a spreadsheet.' },
  ],
  run: async (context) => {
    const { arguments: args, now, stderr } = context;
    const from = readPlace(COMMAND, args);
    const span = readSpan(COMMAND, args, now);
    const format = EXPORT_FORMATS.find((name) => name === args.text('output')) ?? 'zip';
    const [cluster] = args.positionals;
    return withStoredReports(COMMAND, from, async (store) => {
      const clusters = await chooseClusters(store, cluster === undefined ? [] : [cluster], from);
      const keys = await listKeys(store, clusters, { ...span, limit: Number.POSITIVE_INFINITY });
      if (keys.length === 0) throw absent('no report of that span is stored');
      const manifest = await writeTo(chooseFile(format, context), context, (out) =>
        exportReports(store, { keys, clusters, ...span }, format, out),
      );
      await stderr.write(`${formatPlural(manifest.reports.length, 'report')} of ${formatPlural(clusters.length, 'cluster')}\n`);
      for (const { key, message } of manifest.damaged) await stderr.write(`left out: ${key}: ${message}\n`);
      return manifest.damaged.length > 0 ? EXIT.incomplete : EXIT.inSync;
    });
  },
};

function chooseFile(format: ExportFormat, { arguments: args, now }: CommandContext): string | undefined {
  const file = args.text('output-file');
  return file ?? (format === 'zip' ? `plumbline-reports-${now.slice(0, 19).replace(/[-:]/g, '')}Z.zip` : undefined);
}

/** A file that is there already stays as it is, and one that cannot be finished goes away again. */
async function writeTo(
  file: string | undefined,
  { stdout }: CommandContext,
  fill: (out: Writable) => Promise<ExportManifest>,
): Promise<ExportManifest> {
  if (file === undefined)
    return fill(new Writable({ write: (chunk: Buffer, _encoding, done) => void stdout.write(chunk.toString()).then(() => done(), done) }));
  const out = createWriteStream(file, { flags: 'wx', mode: 0o600 });
  try {
    await new Promise((resolve, reject) => out.once('open', resolve).once('error', reject));
  } catch (error) {
    const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    throw new PlumblineError(
      'usage',
      exists ? `${file} is there already, and is not written over` : `${file} cannot be written: ${messageOf(error)}`,
      {
        advice: 'Name another with --output-file.',
      },
    );
  }
  try {
    const manifest = await fill(out);
    out.end();
    await finished(out);
    await stdout.write(`${file}\n`);
    return manifest;
  } catch (error) {
    out.destroy();
    await rm(file, { force: true });
    throw error;
  }
}
