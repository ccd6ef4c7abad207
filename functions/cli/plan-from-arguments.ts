import { chooseAccess } from './choose-access.ts';
import type { CommandContext } from './command.ts';
import { planCheck } from './plan-check.ts';
import { addProvenanceOptions } from './provenance-options.ts';
import { readConfig } from './read-config.ts';
import { type CheckInput, readTimeout } from './with-run-options.ts';

/** What `check` and its kin work on, from arguments, configuration and kubeconfig. Slips in the arguments are told before anything is asked. */
export async function planFromArguments(context: CommandContext): Promise<CheckInput> {
  const { arguments: args } = context;
  const timeout = readTimeout(args);
  planCheck(args, { name: '', server: '' }, { unmanaged: false, namespaces: [], excludeNamespaces: [], excludeKinds: [] });
  const config = await addProvenanceOptions(await readConfig(args.text('config')), args);
  const { cluster, open } = await chooseAccess(context);
  return { check: planCheck(args, cluster, config.scope), config, openCluster: open, timeout, cacheSchemas: true };
}
