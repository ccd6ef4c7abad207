import type { ManagerClass } from '../difference.ts';

/** What one field manager name stands for. Evidence for every rule is in the file that holds it. */
export interface ManagerRule {
  /** The exact name, or a pattern over it. */
  readonly manager: string | RegExp;
  /** Only for this operation; absent: both. `kubectl` + Update is a person, `kubectl` + Apply may be a pipeline. */
  readonly operation?: 'Apply' | 'Update';
  readonly class: Exclude<ManagerClass, 'delivery' | 'unrecognized'>;
  /** Who that is, in a few words: "kubectl edit", "Lens". */
  readonly who: string;
  /** `low`: a name that many programs share. */
  readonly confidence: 'high' | 'low';
}

/** How an object proves which managers deliver it: a mark on the object, and the names that write objects with that mark. */
export interface DeliveryMark {
  readonly tool: string;
  /** True where the object carries the tool's mark. */
  readonly isMarked: (metadata: {
    readonly labels: Readonly<Record<string, unknown>>;
    readonly annotations: Readonly<Record<string, unknown>>;
  }) => boolean;
  /** The managers that write the tool's objects: exact names or patterns. */
  readonly managers: readonly (string | RegExp)[];
}
