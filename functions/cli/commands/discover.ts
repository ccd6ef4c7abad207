import { describeGaps } from '../../core/discover/describe-gaps.ts';
import { DELIVERY_TOOLS } from '../../core/discover/tool-object.ts';
import { writeDiscoveryJson } from '../../core/render/discovery/write-discovery-json.ts';
import { writeDiscoveryText } from '../../core/render/discovery/write-discovery-text.ts';
import { writeDiscoveryYaml } from '../../core/render/discovery/write-discovery-yaml.ts';
import { createPaint } from '../../core/render/paint.ts';
import { discoverSources } from '../../io/discover/discover-states.ts';
import { readDiscovery } from '../../io/kube/read-discovery.ts';
import { CLUSTER_OPTIONS, OUTPUT_OPTIONS, RUN_OPTIONS, SOURCE_OPTIONS } from '../check-options.ts';
import { chooseAccess } from '../choose-access.ts';
import type { Command, CommandContext } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import type { Arguments } from '../parse-arguments.ts';
import { planCheck } from '../plan-check.ts';
import { readConfig } from '../read-config.ts';
import { readTimeout, withRunOptions } from '../with-run-options.ts';
import { writeOutput } from '../write-output.ts';
import { chooseColour } from '../write-report.ts';

const FORMATS = ['text', 'json', 'yaml'] as const;
const SHARED = [...CLUSTER_OPTIONS, ...RUN_OPTIONS, ...OUTPUT_OPTIONS].filter(({ name }) =>
  ['kubeconfig', 'context', 'config', 'timeout', 'output-file', 'quiet', 'color', 'no-color'].includes(name),
);

/** Prints the sources that delivery tools are told of. */
export const discoverCommand: Command = {
  positionals: [],
  options: [
    ...SOURCE_OPTIONS,
    ...SHARED,
    {
      name: 'output',
      short: 'o',
      value: 'FORMAT',
      choices: FORMATS,
      help: 'One of text, json, yaml: sources for plumbline.yaml. Default: text.',
    },
  ],
  description: `Finds what delivery tools (${DELIVERY_TOOLS.join(', ')}) are told to deliver to a cluster, and prints each source: repository, folder or chart, revision, how it is rendered, which differences the tool ignores. Reads the objects of the cluster or, with --source, those of a repository; follows what these declare in turn. Releases that Helm keeps in the cluster are looked for with --from helm alone, since that reads Secrets. \`check --from\` and \`from\` in a source of plumbline.yaml check it. Exit code: 0 found, 2 could not run, 3 something could not be followed.`,
  examples: [
    { command: 'plumbline discover --context prod-eu', does: 'What Argo CD and Flux are told in this cluster.' },
    {
      command: 'plumbline discover --source . --path clusters/prod --from flux',
      does: 'What a repository tells Flux; no cluster is asked.',
    },
    { command: 'plumbline discover --context prod-eu --from helm', does: 'What people installed with Helm, beside git.' },
    { command: 'plumbline discover --context prod-eu --output yaml', does: 'As sources of plumbline.yaml.' },
  ],
  run: async (context) => {
    const { arguments: args } = context;
    const timeout = readTimeout(args);
    const config = await readConfig(args.text('config'));
    const { cluster, open } = await chooseCluster(context);
    const check = planCheck(withEveryTool(args), cluster, config);
    const found = await withRunOptions(
      { check, config, openCluster: open ?? refuse, timeout, cacheSchemas: false },
      context,
      async ({ git, onProgress }) => {
        const opening = open?.();
        try {
          const options = { ...git, onProgress: (detail: string) => onProgress?.({ stage: 'git', done: 0, detail }) };
          const opened = opening?.then(async (client) => ({ client, discovery: await readDiscovery(client) }));
          return await discoverSources(check, options, opened);
        } finally {
          opening?.then(
            (client) => client.close(),
            () => {},
          );
        }
      },
    );
    const { discovered, reads } = found.followed;
    const failed = [...reads.values()].flatMap((read) => (read.type === 'read' ? [] : [read]));
    const gaps = [
      ...describeGaps(discovered, 'discover'),
      ...found.unread,
      ...found.followed.cut.map((message) => ({ type: 'file', source: 'discover', file: '.', reason: 'not-rendered', message }) as const),
      ...failed.map(
        ({ source, failure }) => ({ type: 'file', source: source.id, file: '.', reason: 'unreadable', message: failure.message }) as const,
      ),
    ];
    const colour = chooseColour(context, args.text('output-file'));
    const text = {
      text: () => writeDiscoveryText(discovered, gaps, createPaint(colour)),
      json: () => writeDiscoveryJson(discovered, gaps),
      yaml: () => writeDiscoveryYaml(discovered),
    }[FORMATS.find((format) => format === args.text('output')) ?? 'text']();
    await writeOutput(text, args.text('output-file'), context);
    return gaps.length > 0 ? EXIT.incomplete : EXIT.inSync;
  },
};

/** With a repository, a cluster is asked only where one is named: for the ConfigMaps that values come from. */
async function chooseCluster(context: CommandContext): ReturnType<typeof nameNoCluster> {
  const { arguments: args } = context;
  const isNamed = args.text('kubeconfig') !== undefined || args.text('context') !== undefined;
  return args.texts('source').length > 0 && !isNamed ? nameNoCluster() : chooseAccess(context);
}

async function nameNoCluster(): Promise<{
  readonly cluster: Awaited<ReturnType<typeof chooseAccess>>['cluster'];
  readonly open?: Awaited<ReturnType<typeof chooseAccess>>['open'];
}> {
  return { cluster: { name: 'no cluster', server: '' } };
}

function refuse(): never {
  throw new Error('no cluster was chosen');
}

/** Without --from every tool is looked for but Helm, which keeps its releases in Secrets: those are read only where somebody asks. */
function withEveryTool(args: Arguments): Arguments {
  if (args.texts('from').length > 0) return args;
  return { ...args, texts: (name) => (name === 'from' ? DELIVERY_TOOLS.filter((tool) => tool !== 'helm') : args.texts(name)) };
}
