import { stringifyJson } from '../../core/json.ts';
import { escapeControls } from '../../core/render/escape-text.ts';
import { createPaint } from '../../core/render/paint.ts';
import { writeReportRows } from '../../core/render/text/write-report-rows.ts';
import { listKeys, readRows } from '../../io/reports/list-rows.ts';
import { chooseClusters } from '../choose-stored-report.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { PLACE_OPTIONS, readPlace, withStoredReports } from '../open-stored-reports.ts';
import { type Arguments, usageError } from '../parse-arguments.ts';
import { readSpan, SPAN_OPTIONS } from '../span-options.ts';
import { writeOutput } from '../write-output.ts';
import { chooseColour } from '../write-report.ts';

const USUAL_LIMIT = 20;

/** Lists stored reports. */
export const reportListCommand: Command = {
  positionals: [{ name: 'CLUSTER', optional: true, help: 'Name of the cluster. Default: all of which reports are stored.' }],
  options: [
    ...PLACE_OPTIONS,
    {
      name: 'limit',
      value: 'N',
      help: `The newest of each cluster. Default: ${USUAL_LIMIT} of one cluster, and the latest of each where none is named.`,
    },
    ...SPAN_OPTIONS,
    { name: 'output', short: 'o', value: 'FORMAT', choices: ['text', 'json'], help: 'text or json. Default: text.' },
    { name: 'output-file', value: 'FILE', help: 'Write there what would go to stdout.' },
    { name: 'color', help: 'Colour even where it is no terminal.' },
    { name: 'no-color', help: 'No colour. NO_COLOR and FORCE_COLOR are honoured too.' },
  ],
  description:
    'Lists what is stored, newest first: when each cluster was read, its verdict, what departs, the commit. Asks no cluster. Exit code: 0 listed, whatever the verdicts; 3 where a report is damaged, which is told in its line; 2 where there is none.',
  examples: [
    { command: 'plumbline report list', does: 'The latest report of every cluster in .plumbline.' },
    { command: 'plumbline report list prod-eu --since 7d --limit 200 --from s3://my-reports', does: 'A week of prod-eu.' },
  ],
  run: async (context) => {
    const { arguments: args, now } = context;
    const from = readPlace('report list', args);
    const [cluster] = args.positionals;
    const span = readSpan('report list', args, now);
    const limit = readLimit(args) ?? (cluster === undefined && span.since === undefined ? 1 : USUAL_LIMIT);
    return withStoredReports('report list', from, async (store) => {
      const clusters = await chooseClusters(store, cluster === undefined ? [] : [cluster], from);
      const rows = await readRows(store, await listKeys(store, clusters, { ...span, limit }));
      const file = args.text('output-file');
      const text =
        args.text('output') === 'json'
          ? `${escapeControls(stringifyJson(rows, 2))}\n`
          : writeReportRows(rows, now, createPaint(chooseColour(context, file)))
              .map((line) => `${line}\n`)
              .join('');
      await writeOutput(text, file, context);
      return rows.some((row) => 'damaged' in row) ? EXIT.incomplete : EXIT.inSync;
    });
  },
};

function readLimit(args: Arguments): number | undefined {
  const text = args.text('limit');
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,5}$/.test(text)) throw usageError('report list', `--limit ${text}: a number of reports from 1 on`);
  return Number(text);
}
