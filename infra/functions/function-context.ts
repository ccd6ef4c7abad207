import type { Config } from '../../functions/core/config.ts';
import type { ConfigFile } from '../constructs/config-file.ts';
import type { FunctionNetwork } from '../constructs/function-network.ts';
import type { RenderingTools } from '../constructs/rendering-tools.ts';
import type { AlertsStack } from '../stacks/alerts-stack.ts';
import type { StorageStack } from '../stacks/storage-stack.ts';

/** What the functions of one installation are made from. */
export interface FunctionContext {
  readonly installation: string;
  /** The file as it is deployed, and what it says. */
  readonly configFile: ConfigFile;
  readonly config: Config;
  readonly storage: StorageStack;
  readonly alerts: AlertsStack;
  /** Where clusters and git hosts are reached from. */
  readonly network: FunctionNetwork | undefined;
  /** What kustomizations and charts are rendered with; undefined: they are not. */
  readonly tools: RenderingTools | undefined;
  /** How many may run at a time of a function that has a bound of its own; undefined where the account has none to spare. */
  readonly reserve: (concurrency: number) => number | undefined;
}
