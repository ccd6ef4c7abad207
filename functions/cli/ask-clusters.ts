import { DELIVERY_TOOLS, type ToolObject } from '../core/discover/tool-object.ts';
import { PlumblineError } from '../core/errors.ts';
import { collectDelivery } from '../core/init/found-delivery.ts';
import type { AskedCluster } from '../core/init/write-delivery.ts';
import { readToolObjects } from '../io/discover/read-tool-objects.ts';
import { openCluster } from '../io/kube/open-cluster.ts';
import { readDiscovery } from '../io/kube/read-discovery.ts';
import type { CommandContext } from './command.ts';

const PATIENCE = 60_000;
/** Helm keeps its releases in Secrets: nobody reads those for a first configuration. */
const TOOLS = DELIVERY_TOOLS.filter((tool) => tool !== 'helm');

/** What tools are told in the clusters of the contexts that are named, and every address that they name. */
export interface AskedClusters {
  readonly clusters: readonly AskedCluster[];
  readonly addresses: readonly string[];
  /** What could not be asked, a sentence each. */
  readonly problems: readonly string[];
}

/** Asks the clusters that `--context` names; none where it names none. One that does not answer is a problem, and the others are asked. */
export async function askClusters(context: CommandContext): Promise<AskedClusters> {
  const clusters: AskedCluster[] = [];
  const addresses: string[] = [];
  const problems: string[] = [];
  for (const name of context.arguments.texts('context')) {
    try {
      const { objects, unread } = await readObjects(context, name);
      const found = collectDelivery(objects);
      clusters.push({ context: name, deliveries: found.deliveries });
      addresses.push(...found.addresses);
      problems.push(...unread.map(({ kind, message }) => `${name}: what ${kind} deliver: ${message}`));
    } catch (error) {
      if (!(error instanceof PlumblineError)) throw error;
      problems.push(`${name}: what is delivered there: ${error.message}`);
    }
  }
  return { clusters, addresses, problems };
}

async function readObjects(
  { arguments: args, environment, stderr }: CommandContext,
  context: string,
): Promise<{ readonly objects: readonly ToolObject[]; readonly unread: Awaited<ReturnType<typeof readToolObjects>>['unread'] }> {
  const file = args.text('kubeconfig');
  const kubeconfig = file === undefined ? environment.kubeconfig : [file];
  const client = await openCluster({ from: { kubeconfig, context }, environment: environment.variables, interactive: stderr.isTerminal });
  try {
    return await readToolObjects(client, await readDiscovery(client), TOOLS, Date.now() + PATIENCE);
  } finally {
    client.close();
  }
}
