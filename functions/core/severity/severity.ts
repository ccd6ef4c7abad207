/** How much a departure matters, worst first. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;

export type SeverityLevel = (typeof SEVERITIES)[number];

/** The weight of a departure, and what gave it. */
export interface Severity {
  readonly level: SeverityLevel;
  /** Name of the rule that knew it, as `severity-rules.ts` lists them. */
  readonly rule: string;
  /** Completes "look at this first, since it …". */
  readonly why: string;
  /** Of a modified object: the field that decided, spelled as its `at`. */
  readonly field?: string;
  /** Where the operator set the level, `plumbline.yaml:14`; absent where the rule did. */
  readonly override?: string;
}

/** Orders levels, worst first. */
export function compareLevels(a: SeverityLevel, b: SeverityLevel): number {
  return SEVERITIES.indexOf(a) - SEVERITIES.indexOf(b);
}

/** True where a level is the threshold or worse. */
export function isAtLeast(level: SeverityLevel, threshold: SeverityLevel): boolean {
  return compareLevels(level, threshold) <= 0;
}
