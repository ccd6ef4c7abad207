import type { Json, JsonObject } from '../../json.ts';

/**
 * A default that depends on other fields of the same object, so that no table of values can hold it. Consulted where git is silent: the value
 * that the server fills in, or undefined where this rule has nothing to say there.
 */
export interface DerivedDefault {
  /** Last field of the path: the rule is asked only there. */
  readonly field: string;
  /** The kinds it is about, `group/Kind`; absent: any kind of a built-in group (a pod template stands in many). */
  readonly kinds?: readonly string[];
  /** `parent` is the struct that holds the field, `root` the whole live object. */
  readonly derive: (parent: JsonObject, root: JsonObject) => Json | undefined;
}
