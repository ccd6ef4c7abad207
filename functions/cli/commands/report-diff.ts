import { DIFF_RENDERERS } from '../../core/render/report-diff/diff-renderers.ts';
import { compareReports } from '../../core/report-diff/compare-reports.ts';
import type { ReportDiff } from '../../core/report-diff/report-diff.ts';
import { OUTPUT_OPTIONS } from '../check-options.ts';
import { chooseComparedReport } from '../choose-compared-report.ts';
import { buildOutputOption, chooseOutputs } from '../choose-outputs.ts';
import type { Command } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { PLACE_OPTIONS, readPlace, withStoredReports } from '../open-stored-reports.ts';
import { writeOutputs } from '../write-report.ts';

const COMMAND = 'report diff';

/** Compares two reports. */
export const reportDiffCommand: Command = {
  positionals: [
    {
      name: 'A',
      optional: true,
      help: 'The earlier report: latest~1, latest, a time (2026-11-04T03:00:00Z, a day, 3h), CLUSTER@latest~1, a key, a cluster, or a file that ends in .json. Default: latest~1.',
    },
    { name: 'B', optional: true, help: 'The later one. Default: latest.' },
  ],
  options: [
    {
      name: 'cluster',
      value: 'NAME',
      help: 'Whose reports. May be left out where reports of one cluster only are stored, or A and B say it.',
    },
    ...PLACE_OPTIONS,
    buildOutputOption(DIFF_RENDERERS.map(({ name }) => name)),
    ...OUTPUT_OPTIONS.filter(({ name }) => !['output', 'quiet', 'explain'].includes(name)),
    { name: 'explain', help: 'Fold nothing, and tell what is the same too.' },
  ],
  description:
    'Tells by object and field what departs in B and not in A, what is gone and how it ended where that is known, and what departs in another way; the commits of both, and the coverage. Nothing is claimed of what either report could not check. Asks no cluster. Exit code: 0 nothing is new and nothing departs in another way; 1 something is or does; 3 neither, but something is not known; 2 could not run.',
  examples: [
    { command: 'plumbline report diff prod-eu', does: 'The latest report of prod-eu and the one before it.' },
    {
      command: 'plumbline report diff 2026-11-03 latest --cluster prod-eu --from s3://my-reports',
      does: 'Since the evening of 3 November.',
    },
    { command: 'plumbline report diff before.json after.json -o markdown', does: 'Two files, for a pull request.' },
  ],
  run: async (context) => {
    const { arguments: args, now } = context;
    const outputs = chooseOutputs(COMMAND, DIFF_RENDERERS, context);
    const from = readPlace(COMMAND, args);
    const [first, second] = args.positionals;
    return withStoredReports(COMMAND, from, async (store) => {
      // A cluster alone: what its last check changed.
      const alone = second === undefined && first !== undefined && (await store.listClusters()).includes(first) ? first : undefined;
      const choice = { command: COMMAND, cluster: alone ?? args.text('cluster'), from, now };
      const [a, b] = [alone === undefined ? (first ?? 'latest~1') : 'latest~1', second ?? 'latest'];
      const diff = compareReports(await chooseComparedReport(store, a, choice), await chooseComparedReport(store, b, choice));
      await writeOutputs(outputs, context, ({ render }, options) => render(diff, options));
      return chooseExit(diff);
    });
  },
};

function chooseExit({ counts }: ReportDiff): ExitCode {
  if (counts.new + counts.changed > 0) return EXIT.drifted;
  return counts.unknown > 0 ? EXIT.incomplete : EXIT.inSync;
}
