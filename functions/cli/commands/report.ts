import { stringifyJson } from '../../core/json.ts';
import { escapeControls, escapeText } from '../../core/render/escape-text.ts';
import type { Renderer } from '../../core/render/renderer.ts';
import type { ReportKey } from '../../core/report-key.ts';
import type { ReportStore } from '../../io/report-store.ts';
import { OUTPUT_OPTIONS } from '../check-options.ts';
import type { Output } from '../choose-outputs.ts';
import { chooseStoredReport } from '../choose-stored-report.ts';
import type { Command, CommandContext } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { PLACE_OPTIONS, readPlace, withStoredReports } from '../open-stored-reports.ts';
import { parseTime } from '../parse-time.ts';
import { chooseReportOutputs, writeOutputs, writeReport } from '../write-report.ts';

/** Reads stored reports. */
export const reportCommand: Command = {
  positionals: [
    {
      name: 'CLUSTER',
      optional: true,
      help: 'Name of the cluster. May be left out where reports of one cluster only are stored. One that is called list, open, diff or export stands behind an option.',
    },
  ],
  options: [
    {
      name: 'at',
      value: 'TIME',
      help: 'The report in force then: 2026-11-04T03:00:00Z, a day (its end, UTC) or an age like 3h. Default: the latest.',
    },
    {
      name: 'list',
      help: 'List the keys that are stored of the cluster, newest first; without a cluster, the clusters. "plumbline report list" tells more.',
    },
    ...PLACE_OPTIONS,
    ...OUTPUT_OPTIONS.filter(({ name }) => name !== 'quiet'),
  ],
  description:
    'Reads a report that was stored by "plumbline check --store" or by the service, and tells it as check does. Asks no cluster. See also "report list", "report open", "report diff" and "report export". Exit code: that of the check, 0 in sync, 1 drifted, 3 incomplete, 4 a revision lacks what it has to prove; 2 where there is no such report.',
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
    const at = time === undefined ? undefined : parseTime(time, now, { command: 'report', asked: `--at ${time}` });
    const from = readPlace('report', args);
    return withStoredReports('report', from, async (store) => {
      if (args.has('list')) return listStored(store, args.positionals[0], at, outputs, context);
      const { report } = await chooseStoredReport(store, { command: 'report', cluster: args.positionals[0], time, at, from });
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
