import { PlumblineError } from '../../core/errors.ts';
import type { FleetView } from '../../core/fleet/fleet-view.ts';
import { FLEET_RENDERERS } from '../../core/render/fleet/fleet-renderers.ts';
import { readFleet } from '../../io/reports/read-fleet.ts';
import { OUTPUT_OPTIONS } from '../check-options.ts';
import { buildOutputOption, chooseOutputs } from '../choose-outputs.ts';
import { chooseClusters } from '../choose-stored-report.ts';
import type { Command } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { PLACE_OPTIONS, readPlace, withStoredReports } from '../open-stored-reports.ts';
import { parseTime } from '../parse-time.ts';
import { writeOutputs } from '../write-report.ts';

/** Puts the newest reports of all clusters beside each other. */
export const fleetCommand: Command = {
  positionals: [{ name: 'SOURCE', optional: true, help: 'One source only, as the configuration calls it. Default: all.' }],
  options: [
    { name: 'cluster', value: 'NAME', repeatable: true, help: 'Only these clusters. Default: all of which reports are stored.' },
    {
      name: 'at',
      value: 'TIME',
      help: 'The reports in force then: 2026-11-04T03:00:00Z, a day (its end, UTC) or an age like 3h. Default: the newest.',
    },
    ...PLACE_OPTIONS,
    buildOutputOption(FLEET_RENDERERS.map(({ name }) => name)),
    ...OUTPUT_OPTIONS.filter(({ name }) => !['output', 'quiet', 'explain'].includes(name)),
    { name: 'explain', help: 'Fold nothing: tell every place.' },
  ],
  description:
    'Tells where the same application departs on some clusters and not on others, and in what: from the newest stored report of each. Clusters that are compared with the same source are siblings; what git itself says differently for each is no departure. What departs on all of them is probably for git to adopt. Asks no cluster. Exit code: 0 nothing departs anywhere, 1 something does, 3 nothing does, but something could not be checked or read; 2 could not run.',
  examples: [
    { command: 'plumbline fleet --from s3://my-reports', does: 'Who drifts from its siblings, and where.' },
    {
      command: 'plumbline fleet shop --cluster prod-eu --cluster prod-us -o html=shop.html',
      does: 'One application on two clusters, as a page.',
    },
  ],
  run: async (context) => {
    const { arguments: args, now } = context;
    const outputs = chooseOutputs('fleet', FLEET_RENDERERS, context);
    const from = readPlace('fleet', args);
    const time = args.text('at');
    const at = time === undefined ? undefined : parseTime(time, now, { command: 'fleet', asked: `--at ${time}` });
    const [only] = args.positionals;
    return withStoredReports('fleet', from, async (store) => {
      const clusters = await chooseClusters(store, args.texts('cluster'), from);
      const view = await readFleet(store, { clusters, ...(at === undefined ? {} : { at }), ...(only === undefined ? {} : { only }) });
      if (only !== undefined && view.applications.length === 0) throw await explainSource(only, () => readFleet(store, { clusters }));
      await writeOutputs(outputs, context, ({ render }, options) => render(view, options));
      return chooseExit(view);
    });
  },
};

async function explainSource(only: string, readAll: () => Promise<FleetView>): Promise<PlumblineError> {
  const names = (await readAll()).applications.map(({ source }) => source);
  return new PlumblineError('usage', `no report tells of a source ${only}`, {
    advice: names.length === 0 ? 'No report compares any source.' : `They compare ${names.slice(0, 20).join(', ')}.`,
  });
}

function chooseExit({ places, clusters, unread }: FleetView): ExitCode {
  if (places.length > 0) return EXIT.drifted;
  return unread.length > 0 || clusters.some(({ gaps }) => gaps > 0) ? EXIT.incomplete : EXIT.inSync;
}
