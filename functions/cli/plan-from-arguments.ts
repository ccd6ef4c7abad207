import { DEFAULT_CONFIG } from '../core/config.ts';
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
  const nowhere = { name: '', server: '' };
  if (args.texts('source').length > 0) planCheck(args, nowhere, DEFAULT_CONFIG);
  const config = await addProvenanceOptions(await readConfig(args.text('config')), args);
  planCheck(args, nowhere, config);
  const { cluster, open } = await chooseAccess(context);
  return { check: planCheck(args, cluster, config), config, openCluster: open, timeout, cacheSchemas: true };
}
