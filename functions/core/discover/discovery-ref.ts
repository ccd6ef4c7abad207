import type { DeliveryTool } from './tool-object.ts';

/** An instruction to find sources by what delivery tools are told. */
export interface DiscoveryRef {
  readonly id: string;
  readonly from: DeliveryTool;
  /** Id of the source whose objects are followed. Absent: those of the cluster. */
  readonly source?: string;
  /** How the tool knows the cluster; empty: it runs in it. */
  readonly destinations: readonly string[];
}
