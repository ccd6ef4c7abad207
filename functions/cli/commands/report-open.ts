import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { htmlRenderer } from '../../core/render/render-html.ts';
import type { DriftReport } from '../../core/report.ts';
import { buildReportKey, nameClusterFolder } from '../../core/report-key.ts';
import { openBrowser } from '../../io/open-browser.ts';
import { chooseStoredReport } from '../choose-stored-report.ts';
import type { Command, CommandContext } from '../command.ts';
import { chooseExitCode } from '../exit-codes.ts';
import { PLACE_OPTIONS, readPlace, withStoredReports } from '../open-stored-reports.ts';
import { usageError } from '../parse-arguments.ts';
import { parseTime } from '../parse-time.ts';
import { readReportFile } from '../read-report-file.ts';
import { writeOutput } from '../write-output.ts';

const COMMAND = 'report open';

/** Shows a stored report as a page. */
export const reportOpenCommand: Command = {
  positionals: [
    {
      name: 'CLUSTER',
      optional: true,
      help: 'Name of the cluster, or a file that ends in .json. May be left out where reports of one cluster only are stored.',
    },
  ],
  options: [
    {
      name: 'at',
      value: 'TIME',
      help: 'The report in force then: 2026-11-04T03:00:00Z, a day (its end, UTC) or an age like 3h. Default: the latest.',
    },
    ...PLACE_OPTIONS,
    { name: 'output-file', value: 'FILE', help: 'Write the page there. Default: a new folder for temporary files that only you can read.' },
    { name: 'no-browser', help: 'Print the path only. A browser is opened only where stdout is a terminal.' },
    {
      name: 'link',
      help: 'Of a report in a bucket: print an address from which its JSON can be read for an hour without credentials, instead of a page.',
    },
  ],
  description:
    'Writes a stored report as one HTML page, prints where, and opens it. Asks no cluster. With --link whoever has the address can read the report until it expires: the stored JSON, of which "report open FILE.json" makes the page. Exit code: that of the check, as of "plumbline report"; 2 could not.',
  examples: [
    { command: 'plumbline report open', does: 'The latest report in .plumbline, in the browser.' },
    {
      command: 'plumbline report open prod-eu --at 2026-11-04T03:00:00Z --from s3://my-reports',
      does: 'What was known of prod-eu at three that night.',
    },
    { command: 'plumbline report open prod-eu --link --from s3://my-reports', does: 'For a colleague without access to the account.' },
  ],
  run: async (context) => {
    const { arguments: args, now } = context;
    const [cluster] = args.positionals;
    if (cluster?.endsWith('.json')) {
      if (args.has('link')) throw usageError(COMMAND, '--link: a file is in no bucket');
      return show((await readReportFile(cluster)).report, context);
    }
    const [time, from] = [args.text('at'), readPlace(COMMAND, args)];
    const at = time === undefined ? undefined : parseTime(time, now, { command: COMMAND, asked: `--at ${time}` });
    return withStoredReports(COMMAND, from, async (store, bucket) => {
      if (args.has('link') && bucket === undefined) throw usageError(COMMAND, '--link is for a bucket: name it with --from s3://BUCKET');
      const { report } = await chooseStoredReport(store, { command: COMMAND, cluster, time, at, from });
      if (!args.has('link') || bucket === undefined) return show(report, context);
      const { LINK_SECONDS, signReportLink } = await import('../../io/reports/sign-report-link.ts');
      await context.stdout.write(`${await signReportLink(bucket.client, bucket.place, buildReportKey(report))}\n`);
      await context.stderr.write(`for ${LINK_SECONDS / 60} minutes, or until your credentials end; whoever has it can read the report\n`);
      return chooseExitCode(report);
    });
  },
};

async function show(report: DriftReport, context: CommandContext) {
  const { arguments: args, stdout, stderr, environment, now } = context;
  const html = htmlRenderer.render(report, { colour: false, width: 0, now, explain: true });
  const file = args.text('output-file') ?? (await makeTemporary(report));
  await writeOutput(html, file, context);
  await stdout.write(`${file}\n`);
  if (stdout.isTerminal && !args.has('no-browser') && !(await openBrowser(file, environment.variables)))
    await stderr.write('no browser could be opened: open the file yourself\n');
  return chooseExitCode(report);
}

/** A file in a folder of its own, which only its user can enter: others of this machine must not read what runs in a cluster. */
async function makeTemporary({ check, readAt }: DriftReport): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-'));
  return join(folder, `${nameClusterFolder(check.id)}-${readAt.replace(/[-:]|\.\d+/g, '')}.html`);
}
