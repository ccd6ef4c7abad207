import { mkdir, readdir } from 'node:fs/promises';
import { PlumblineError } from '../../core/errors.ts';
import { recordCluster } from '../../io/kube/record-cluster.ts';
import { readMaskKey } from '../../io/mask-key.ts';
import { runCheck } from '../../io/run-check.ts';
import { CLUSTER_OPTIONS, OUTPUT_OPTIONS, RUN_OPTIONS, SOURCE_OPTIONS } from '../check-options.ts';
import type { Command } from '../command.ts';
import { planFromArguments } from '../plan-from-arguments.ts';
import { withRunOptions } from '../with-run-options.ts';
import { chooseReportOutputs, writeReport } from '../write-report.ts';

/** Runs a check and keeps what the API server answered. */
export const recordCommand: Command = {
  positionals: [{ name: 'FOLDER', help: 'Where the recording goes: a folder that is empty or not there yet.' }],
  options: [...SOURCE_OPTIONS, ...CLUSTER_OPTIONS, ...RUN_OPTIONS, ...OUTPUT_OPTIONS],
  description:
    'Runs the check and writes down every answer of the API server, so that the check can be played back without the cluster. Values of Secrets are masked and no credential is in it; all else is in it as the cluster has it: look through it before you pass it on.',
  examples: [{ command: 'plumbline record recording --source . --context kind-kind', does: 'The recording is in the folder "recording".' }],
  run: async (context) => {
    const folder = context.arguments.positionals[0] ?? '';
    const outputs = chooseReportOutputs('record', context);
    const input = await planFromArguments(context);
    await prepareFolder(folder);
    const recorder = recordCluster(await input.openCluster(), folder, await readMaskKey(context.environment.cacheDirectory));
    // Schemas from a cache would never be asked for, and so be missing from the recording.
    const recorded = { ...input, openCluster: async () => recorder.client, cacheSchemas: false };
    const report = await withRunOptions(recorded, context, runCheck);
    const answers = await recorder.finish();
    await context.stderr.write(`plumbline: ${answers} answers are recorded in ${folder}\n`);
    return writeReport(report, outputs, context);
  },
};

async function prepareFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0) throw new PlumblineError('usage', `the folder ${folder} is not empty`);
}
