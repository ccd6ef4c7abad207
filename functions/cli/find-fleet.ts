import { basename } from 'node:path';
import { PlumblineError } from '../core/errors.ts';
import { collectAccountClusters } from '../core/init/collect-account-clusters.ts';
import { collectContexts } from '../core/init/collect-contexts.ts';
import type { FoundDiscovery, FoundFleet } from '../core/init/found-fleet.ts';
import { readKubeconfig } from '../io/kube/kubeconfig.ts';
import { readContexts } from '../io/kube/read-contexts.ts';
import type { CommandContext } from './command.ts';
import { usageError } from './parse-arguments.ts';

type FoundClusters = Omit<FoundFleet, 'sources'>;

const REGION = /^[a-z]{2}(-[a-z]+)+-\d{1,2}$/;

/** The clusters that the arguments of `init` mean. Throws PlumblineError where there is none: what was looked at, and why it is no cluster. */
export async function findFleet(context: CommandContext): Promise<FoundClusters> {
  const found = context.arguments.has('account') ? await askAccount(context) : await askKubeconfig(context);
  if (found.clusters.length > 0) return found;
  const reasons = [...found.problems, ...found.leftOut.map(({ what, why }) => `${what}: ${why}`)];
  throw new PlumblineError('config', [`there is no EKS cluster in ${found.from}`, ...reasons].join('\n'), {
    advice: context.arguments.has('account')
      ? 'Nothing was written. Name other regions with --region, or use the credentials of another account.'
      : 'Nothing was written. Ask the account instead: plumbline init --account --region REGION',
  });
}

async function askKubeconfig({ arguments: args, environment }: CommandContext): Promise<FoundClusters> {
  for (const option of ['region', 'tag']) if (args.has(option)) throw usageError('init', `--${option} goes with --account`);
  const file = args.text('kubeconfig');
  const kubeconfig = await readKubeconfig(file === undefined ? environment.kubeconfig : [file]);
  const { contexts, leftOut } = readContexts(kubeconfig, args.texts('context'));
  const found = collectContexts(contexts);
  return {
    from: `the kubeconfig ${kubeconfig.files.map((path) => basename(path)).join(', ')}`,
    clusters: found.clusters,
    leftOut: [...leftOut, ...found.leftOut],
    problems: [],
  };
}

async function askAccount({ arguments: args, environment }: CommandContext): Promise<FoundClusters> {
  for (const option of ['from-kubeconfig', 'kubeconfig', 'context'])
    if (args.has(option)) throw usageError('init', `--account and --${option} exclude each other`);
  const { AWS_REGION, AWS_DEFAULT_REGION } = environment.variables;
  const given = [...new Set(args.texts('region'))];
  const [first, ...others] = given.length > 0 ? given : [AWS_REGION || AWS_DEFAULT_REGION || ''];
  if (!first) throw usageError('init', '--account needs a region: --region eu-central-1, once for each');
  for (const region of [first, ...others])
    if (!REGION.test(region)) throw usageError('init', `--region ${region}: a region is written like eu-central-1`);
  const tag = readTag(args.text('tag'));
  // Its packages take longer to load than a kubeconfig takes to read.
  const { listAccountClusters } = await import('../io/eks/list-account-clusters.ts');
  const { account, clusters, problems } = await listAccountClusters([first, ...others], { now: Date.now });
  const regions = [first, ...others].sort();
  return {
    from: `account ${account} in ${regions.join(', ')}`,
    ...collectAccountClusters(clusters, { account, regions, ...(tag === undefined ? {} : { tag }) }),
    problems,
  };
}

function readTag(text: string | undefined): FoundDiscovery['tag'] | undefined {
  if (text === undefined) return undefined;
  const [, key = '', value] = /^([^=]{1,128})(?:=(.{0,256}))?$/s.exec(text) ?? [];
  if (key === '') throw usageError('init', `--tag ${text}: a tag is written KEY=VALUE`);
  return value === undefined ? { key } : { key, value };
}
