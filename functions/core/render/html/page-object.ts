import type { SeverityLevel } from '../../severity/severity.ts';

/** A line of a change: git's side, the cluster's, or both. */
export interface PageLine {
  readonly label?: string;
  readonly desired?: string;
  readonly live?: string;
  readonly remark?: string;
}

/** Where something stands in git, and its page at the forge where one is known. */
export interface PagePlace {
  readonly text: string;
  readonly href?: string;
}

/** One departing field. `age` is told from the reading of the cluster, `when` is the time itself. */
export interface PageField {
  readonly at: string;
  readonly level: SeverityLevel;
  readonly why?: string;
  readonly cause: string;
  readonly who?: string;
  readonly when?: string;
  readonly age?: string;
  readonly note?: string;
  readonly place?: PagePlace;
  /** The commit that last set the line, and its page. */
  readonly blame?: PagePlace;
  readonly lines: readonly PageLine[];
}

/**
 * One departing object as the page has it: every text is safe to show (controls are written as escapes) and is none of HTML yet. `namespace` is ''
 * for the cluster itself.
 */
export interface PageObject {
  readonly type: 'modified' | 'missing' | 'unmanaged';
  readonly level: SeverityLevel;
  readonly rule: string;
  readonly why: string;
  /** Where the operator set the level. */
  readonly override?: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly team?: string;
  /** What is to be said of the object as a whole, `created 7 h ago`. */
  readonly story?: string;
  readonly place?: PagePlace;
  /** Of an object that is missing: the commit that last set its first line, and its page. */
  readonly blame?: PagePlace;
  readonly managers: readonly string[];
  readonly fields: readonly PageField[];
  readonly restore?: string;
  readonly adopt?: string;
  /** Equal for objects with the very same change, where they are several. */
  readonly same?: number;
}

/** One place where a rule let a departure go. */
export interface PageInstance {
  readonly object: string;
  readonly at?: string;
  readonly live?: string;
  readonly who?: string;
}

/** What the script of the page works from. */
export interface PageData {
  readonly objects: readonly PageObject[];
  /** By rule, in the order of the page's table; empty where the report has counts only. */
  readonly suppressed: readonly (readonly PageInstance[])[];
}
