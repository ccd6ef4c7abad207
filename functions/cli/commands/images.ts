import { PlumblineError } from '../../core/errors.ts';
import { compareImages } from '../../core/images/compare-images.ts';
import type { RunningImage } from '../../core/images/image-report.ts';
import { stringifyJson } from '../../core/json.ts';
import { escapeControls } from '../../core/render/escape-text.ts';
import { renderImageComparison } from '../../core/render/images/render-image-comparison.ts';
import type { DriftReport } from '../../core/report.ts';
import { USUAL_STORE } from '../../io/local-report-store.ts';
import type { ReportStore } from '../../io/report-store.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { withStoredReports } from '../open-stored-reports.ts';
import { usageError } from '../parse-arguments.ts';
import { readReportFile } from '../read-report-file.ts';
import { writeOutput } from '../write-output.ts';
import { chooseColour, chooseWidth } from '../write-report.ts';

/** Compares what two environments run, by digest. */
export const imagesCommand: Command = {
  positionals: [
    { name: 'FIRST', help: 'A cluster of which a report is stored, or a file: the JSON of "plumbline check --images".' },
    { name: 'SECOND', help: 'The other one.' },
  ],
  options: [
    { name: 'from', value: 'DIR|s3://BUCKET', help: 'Where reports are stored. Default: .plumbline.' },
    { name: 'output', short: 'o', value: 'FORMAT', choices: ['text', 'json'], help: 'text or json. Default: text.' },
    { name: 'output-file', value: 'FILE', help: 'Write there what would go to stdout.' },
    { name: 'explain', help: 'List what is the same too.' },
    { name: 'color', help: 'Colour even where it is no terminal.' },
    { name: 'no-color', help: 'No colour. NO_COLOR and FORCE_COLOR are honoured too.' },
  ],
  description:
    'Tells of each workload that two reports have whether the same image digest runs on both sides: whether what was tested is what was promoted. Asks no cluster and no registry. Exit code: 0 all the same, 1 something differs, 2 could not run, 3 nothing differs, but what runs is not known of some.',
  examples: [
    { command: 'plumbline images staging-eu prod-eu --from s3://my-reports', does: 'The latest reports of two clusters.' },
    { command: 'plumbline images before.json after.json -o json', does: 'Two files, for a machine.' },
  ],
  run: async (context) => {
    const { arguments: args, now } = context;
    const [first, second] = args.positionals;
    if (first === undefined || second === undefined) throw usageError('images', 'name two clusters, or two files with reports');
    return withStoredReports('images', args.text('from'), async (store) => {
      const sides = [await readSide(first, store, args.text('from')), await readSide(second, store, args.text('from'))] as const;
      const compared = compareImages(sides[0].running, sides[1].running);
      const names = { first: sides[0].name, second: sides[1].name };
      const file = args.text('output-file');
      const options = { colour: chooseColour(context, file), width: chooseWidth(context, file), now, explain: args.has('explain') };
      const text =
        args.text('output') === 'json'
          ? `${escapeControls(stringifyJson({ ...names, containers: compared }, 2))}\n`
          : renderImageComparison(compared, names, options);
      await writeOutput(text, file, context);
      if (compared.some(({ verdict }) => verdict !== 'same' && verdict !== 'unsettled')) return EXIT.drifted;
      return compared.every(({ verdict }) => verdict === 'same') ? EXIT.inSync : EXIT.incomplete;
    });
  },
};

async function readSide(
  name: string,
  store: ReportStore,
  from: string | undefined,
): Promise<{ readonly name: string; readonly running: readonly RunningImage[] }> {
  const report = name.endsWith('.json') ? (await readReportFile(name)).report : await readStored(name, store, from);
  if (report.images === undefined) {
    throw new PlumblineError('usage', `the report ${name} holds no images`, {
      advice: 'Make it with "plumbline check --images", or set images.check in plumbline.yaml.',
    });
  }
  return { name: report.check.cluster.name || name, running: report.images.running };
}

async function readStored(cluster: string, store: ReportStore, from: string | undefined): Promise<DriftReport> {
  const report = await store.readLatest(cluster);
  if (report !== undefined) return report;
  throw new PlumblineError('usage', `${from ?? USUAL_STORE} has no report of ${cluster}`, {
    advice: '"plumbline check --images --store" stores one; --from names where to look. A file ends in .json.',
  });
}
