import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PlumblineError } from '../../core/errors.ts';
import { recordCluster } from '../../io/kube/record-cluster.ts';
import { readMaskKey } from '../../io/mask-key.ts';
import { CLUSTER_OPTIONS, OUTPUT_OPTIONS, RUN_OPTIONS, SOURCE_OPTIONS } from '../check-options.ts';
import { chooseAccess } from '../choose-access.ts';
import type { Command } from '../command.ts';
import { planCheck } from '../plan-check.ts';
import { readConfig } from '../read-config.ts';
import { runCheckCommand } from '../run-check-command.ts';
import { chooseRenderer, writeReport } from '../write-report.ts';

/** Runs a check and keeps what the API server answered. */
export const recordCommand: Command = {
  positionals: [{ name: 'FOLDER', help: 'Where the recording goes: a folder that is empty or not there yet.' }],
  options: [...SOURCE_OPTIONS, ...CLUSTER_OPTIONS, ...RUN_OPTIONS, ...OUTPUT_OPTIONS],
  description:
    'Runs the check and writes down every answer of the API server, so that the check can be played back without the cluster. Values of Secrets are masked and no credential is in it; all else is in it as the cluster has it: look through it before you pass it on.',
  examples: [{ command: 'plumbline record recording --source . --context kind-kind', does: 'The recording is in the folder "recording".' }],
  run: async (context) => {
    const folder = context.arguments.positionals[0] ?? '';
    const renderer = chooseRenderer(context);
    const config = await readConfig(context.arguments.text('config'));
    const { cluster, open } = await chooseAccess(context);
    const check = planCheck(context.arguments, cluster, config.scope);
    await prepareFolder(folder);
    const recorder = recordCluster(await open(), folder, await readMaskKey(context.environment.cacheDirectory));
    const report = await runCheckCommand({ check, config, openCluster: async () => recorder.client, cacheSchemas: false }, context);
    const answers = await recorder.finish();
    await context.stderr.write(`plumbline: ${answers} answers are in ${join(folder, '')}\n`);
    return writeReport(report, renderer, context);
  },
};

async function prepareFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0) throw new PlumblineError('usage', `the folder ${folder} is not empty`);
}
