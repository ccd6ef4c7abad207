import type { ClusterRef } from '../core/check.ts';
import { selectInCluster } from '../io/kube/in-cluster.ts';
import type { KubeClient } from '../io/kube/kube-client.ts';
import { readKubeconfig } from '../io/kube/kubeconfig.ts';
import { type OpenClusterOptions, openCluster } from '../io/kube/open-cluster.ts';
import { type SelectedContext, selectContext, serverOf } from '../io/kube/select-context.ts';
import type { CommandContext } from './command.ts';

/** The cluster that the arguments name, and the way to it. */
export interface ClusterAccess {
  readonly cluster: ClusterRef;
  readonly open: () => Promise<KubeClient>;
}

/** Decides which cluster is meant, without asking it anything: `--kubeconfig`, the environment's kubeconfig, or the pod this runs in. */
export async function chooseAccess(context: CommandContext): Promise<ClusterAccess> {
  const { environment, stderr } = context;
  const { from, selected } = await chooseOrigin(context);
  return {
    cluster: { name: selected.name, server: serverOf(selected.cluster).href.replace(/\/$/, '') },
    open: () => openCluster({ from, environment: environment.variables, interactive: stderr.isTerminal }),
  };
}

async function chooseOrigin({
  arguments: args,
  environment,
}: CommandContext): Promise<{ readonly from: OpenClusterOptions['from']; readonly selected: SelectedContext }> {
  const [file, context] = [args.text('kubeconfig'), args.text('context')];
  if (file === undefined && context === undefined && environment.inPod && !environment.namesKubeconfig) {
    return { from: 'in-cluster', selected: selectInCluster(environment.variables) };
  }
  const kubeconfig = file === undefined ? environment.kubeconfig : [file];
  return {
    from: { kubeconfig, ...(context === undefined ? {} : { context }) },
    selected: selectContext(await readKubeconfig(kubeconfig), context),
  };
}
