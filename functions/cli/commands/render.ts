import { join } from 'node:path';
import type { DesiredObject, DesiredState } from '../../core/desired-state.ts';
import { createMask } from '../../core/mask/create-mask.ts';
import { escapeText } from '../../core/render/escape-text.ts';
import { writeObjects } from '../../core/rendering/write-objects.ts';
import { readDesired } from '../../io/desired/desired.ts';
import { readMaskKey } from '../../io/mask-key.ts';
import { RUN_OPTIONS, SOURCE_OPTIONS } from '../check-options.ts';
import type { Command, CommandContext } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { chooseGitCredentials } from '../git-credentials.ts';
import { openWorkbench } from '../open-workbench.ts';
import { planCheck } from '../plan-check.ts';
import { createProgress } from '../progress.ts';
import { readConfig } from '../read-config.ts';
import { readTimeout } from '../with-run-options.ts';
import { writeOutput } from '../write-output.ts';

/** Prints what git declares, rendered. */
export const renderCommand: Command = {
  positionals: [],
  options: [
    ...SOURCE_OPTIONS,
    ...RUN_OPTIONS.filter(({ name }) => name === 'config' || name === 'timeout'),
    { name: 'show-secrets', help: 'Print the values of Secrets. Default: masked.' },
    { name: 'output-file', value: 'FILE', help: 'Write it there instead of to stdout.' },
    { name: 'quiet', short: 'q', help: 'No progress on stderr.' },
  ],
  description:
    'Prints the objects that git declares as YAML, rendered as a check would compare them, each below a comment that names the file and line it comes from. Asks no cluster, so charts see the versions that Helm takes for usual. Exit code: 0 all is rendered, 2 could not run, 3 something could not be rendered: it is named on stderr.',
  examples: [
    { command: 'plumbline render --source . --path overlays/prod', does: 'What the overlay is built to.' },
    {
      command: 'plumbline render -s . -p charts/web --helm-values values-prod.yaml --helm-release shop',
      does: 'A chart with the values of production.',
    },
  ],
  run: async (context) => {
    const { arguments: args, environment, stderr } = context;
    const desired = await readState(context);
    const mask = args.has('show-secrets') ? undefined : createMask(await readMaskKey(environment.cacheDirectory));
    const objects = [...desired.objects, ...desired.hooks];
    await writeOutput(writeObjects(objects.map(describe), mask), args.text('output-file'), context);
    for (const { file, line, message } of desired.unchecked) {
      await stderr.write(`plumbline: ${escapeText(`${file}${line === undefined ? '' : `:${line}`}: ${message}`)}\n`);
    }
    return desired.unchecked.length > 0 ? EXIT.incomplete : EXIT.inSync;
  },
};

function describe({ body, origin }: DesiredObject): { readonly body: DesiredObject['body']; readonly from: string } {
  return { body, from: `${origin.source} ${origin.file}:${origin.line}` };
}

async function readState({ arguments: args, environment, stderr }: CommandContext): Promise<DesiredState> {
  const timeout = readTimeout(args);
  const config = await readConfig(args.text('config'));
  const check = planCheck(args, { name: '', server: '' }, config);
  const credentialsFor = chooseGitCredentials(check, environment);
  const progress = createProgress(stderr, args.has('quiet'));
  try {
    const { desired } = await readDesired(check.sources, {
      cacheDir: join(environment.cacheDirectory, 'git'),
      deadlineMs: timeout,
      credentialsFor: async (source) => credentialsFor(source),
      bench: openWorkbench(environment, config.chartHosts),
      onProgress: (detail) => progress.update({ stage: 'git', done: 0, detail }),
    });
    return desired;
  } finally {
    progress.end();
  }
}
