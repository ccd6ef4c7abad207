import { PlumblineError } from '../../core/errors.ts';
import { stringifyJson } from '../../core/json.ts';
import { escapeControls, escapeText } from '../../core/render/escape-text.ts';
import type { Renderer } from '../../core/render/renderer.ts';
import type { ReportKey } from '../../core/report-key.ts';
import { USUAL_STORE } from '../../io/local-report-store.ts';
import type { ReportStore } from '../../io/report-store.ts';
import { OUTPUT_OPTIONS } from '../check-options.ts';
import type { Output } from '../choose-outputs.ts';
import type { Command, CommandContext } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { withStoredReports } from '../open-stored-reports.ts';
import { usageError } from '../parse-arguments.ts';
import { parseTime } from '../parse-time.ts';
import { chooseReportOutputs, writeOutputs, writeReport } from '../write-report.ts';

/** Reads stored reports. */
export const reportCommand: Command = {
  positionals: [
    { name: 'CLUSTER', optional: true, help: 'Name of the cluster. May be left out where reports of one cluster only are stored.' },
  ],
  options: [
    {
      name: 'at',
      value: 'TIME',
      help: 'The report in force then: 2026-11-04T03:00:00Z, a day (its end, UTC) or an age like 3h. Default: the latest.',
    },
    { name: 'list', help: 'List what is stored of the cluster, newest first; without a cluster, the clusters.' },
    { name: 'from', value: 'DIR|s3://BUCKET', help: 'Where reports are stored. Default: .plumbline.' },
    ...OUTPUT_OPTIONS.filter(({ name }) => name !== 'quiet'),
  ],
  description:
    'Reads a report that was stored by "plumbline check --store" or by the service, and tells it as check does. Asks no cluster. Exit code: that of the check, 0 in sync, 1 drifted, 3 incomplete, 4 a revision lacks what it has to prove; 2 where there is no such report.',
  examples: [
    { command: 'plumbline report', does: 'The latest report in .plumbline.' },
    {
      command: 'plumbline report prod-eu --at 2026-11-04T03:00:00Z --from s3://my-reports',
      does: 'What was known of prod-eu at three that night.',
    },
    { command: 'plumbline report prod-eu --list', does: 'The reports there are.' },
  ],
  run: async (context) => {
    const { arguments: args, now } = context;
    const outputs = chooseReportOutputs('report', context);
    const time = args.text('at');
    const at = time === undefined ? undefined : parseTime(time, now);
    const from = args.text('from');
    return withStoredReports(from, async (store) => {
      if (args.has('list')) return listStored(store, args.positionals[0], at, outputs, context);
      const cluster = args.positionals[0] ?? (await chooseOnly(store, from));
      const report = await (at === undefined ? store.readLatest(cluster) : store.readAt(cluster, at));
      if (report === undefined) throw await explainAbsence(store, cluster, time, from);
      return writeReport(report, outputs, context);
    });
  },
};

async function listStored(
  store: ReportStore,
  cluster: string | undefined,
  until: string | undefined,
  outputs: readonly Output<Renderer>[],
  context: CommandContext,
): Promise<ExitCode> {
  const rows: (ReportKey | string)[] = [];
  if (cluster === undefined) rows.push(...(await store.listClusters()));
  else for await (const row of store.list(cluster, until === undefined ? {} : { until })) rows.push(row);
  const lines = rows.map((row) => (typeof row === 'string' ? escapeText(row) : `${row.at}  ${row.commit}  ${row.key}`));
  const text = lines.map((line) => `${line}\n`).join('');
  await writeOutputs(outputs, context, ({ name }) => (name === 'json' ? `${escapeControls(stringifyJson(rows, 2))}\n` : text));
  return EXIT.inSync;
}

async function chooseOnly(store: ReportStore, from: string | undefined): Promise<string> {
  const [only, ...others] = await store.listClusters();
  if (only === undefined) throw absent(`no reports are stored in ${from ?? USUAL_STORE}`);
  if (others.length === 0) return only;
  throw usageError('report', `name the cluster: there are reports of ${describeNames([only, ...others])}`);
}

async function explainAbsence(
  store: ReportStore,
  cluster: string,
  time: string | undefined,
  from: string | undefined,
): Promise<PlumblineError> {
  const place = from ?? USUAL_STORE;
  const clusters = await store.listClusters();
  if (clusters.includes(cluster) && time !== undefined) return absent(`${place} has no report of ${cluster} as early as ${time}`);
  const known = clusters.length === 0 ? '' : `; there are reports of ${describeNames(clusters)}`;
  return absent(`${place} has no report of ${cluster}${known}`);
}

function absent(message: string): PlumblineError {
  return new PlumblineError('usage', message, { advice: '"plumbline check --store" stores one; --from names where to look.' });
}

function describeNames(names: readonly string[]): string {
  const shown = names.slice(0, 10).join(', ');
  return names.length > 10 ? `${shown} and ${names.length - 10} more` : shown;
}
