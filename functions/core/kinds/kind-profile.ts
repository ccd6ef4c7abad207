import type { KubeObject } from '../kube-object.ts';

/** A place that something other than git or a person writes, whoever owns it. `path` is a pointer as `compilePointer` takes it. */
export interface Spot {
  readonly path: string;
  /** Who writes it. */
  readonly who: string;
  /** One sentence: why a value here is no drift where git is silent on it. */
  readonly reason: string;
  /** People may choose the value too: where one of them owns the field, it is judged as any other. Absent: the machine's whoever owns it. */
  readonly unlessByHand?: true;
  /**
   * Only values that it accepts are the machine's own; anything else at the same path is judged as any other field.
   * `object` is the whole live object, for what the value depends on. Absent: every value.
   */
  readonly isMachineValue?: (live: unknown, object: KubeObject) => boolean;
}

/** What must be known of one kind: data only. `kind` and `group` '*' stand for every kind. */
export interface KindProfile {
  readonly group: string;
  readonly kind: string;
  readonly spots: readonly Spot[];
}
