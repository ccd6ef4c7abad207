import type { Discovered } from './discovered-source.ts';
import type { Facts } from './facts.ts';
import type { RepositoryRule } from './repository-rules.ts';
import type { DeliveryTool, ToolObject } from './tool-object.ts';

/** What an object is read with. */
export interface DiscoveryContext {
  readonly facts: Facts;
  /** The tools that are asked for. */
  readonly tools: readonly DeliveryTool[];
  readonly repositories: readonly RepositoryRule[];
  /** Names and servers by which the tool knows the cluster that is checked, beside what means the cluster it runs in. */
  readonly destinations: readonly string[];
  /** An object that another refers to, declared or of the cluster. */
  readonly find: (group: string, kind: string, namespace: string, name: string) => ToolObject | undefined;
  /** Every known object of a kind, sorted. */
  readonly list: (group: string, kind: string) => readonly ToolObject[];
}

/** How one kind of a delivery tool is read. A pure function: what it has to know beside the object it asks of `facts`, and is called again when it is there. */
export interface DiscoveryRule {
  readonly tool: DeliveryTool;
  readonly group: string;
  readonly kind: string;
  readonly read: (object: ToolObject, context: DiscoveryContext) => Discovered;
}
