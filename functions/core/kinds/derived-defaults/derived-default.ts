import type { Json, JsonObject } from '../../json.ts';

/** Where a derived default is asked for. */
export interface DerivedPlace {
  /** Last field of the path; in a map, the key of the entry. */
  readonly field: string;
  /** The struct or map that holds the field. */
  readonly parent: JsonObject;
  /** What holds that. */
  readonly grandparent: JsonObject;
  /** The whole live object. */
  readonly root: JsonObject;
}

/**
 * A default that depends on other fields of the same object, so that no table of values can hold it. Consulted where git is silent: the value
 * that the server fills in, or undefined where this rule has nothing to say there.
 */
export interface DerivedDefault {
  /** Last field of the path: the rule is asked only there. */
  readonly field?: string;
  /** Or the last but one: the rule is asked for every entry of that map. */
  readonly map?: string;
  /** The kinds it is about, `group/Kind`; absent: any kind of a built-in group (a pod template stands in many). */
  readonly kinds?: readonly string[];
  readonly derive: (place: DerivedPlace) => Json | undefined;
}
