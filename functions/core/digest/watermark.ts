import type { CheckBook } from '../incident/check-book.ts';

/**
 * What was known at a time: of each check, its last run by then. A run is written down minutes after it read the cluster, so a clock alone would let
 * what it saw fall between two digests. `others`: up to when a check counts that stands in no watermark.
 */
export interface Watermark {
  readonly checks: Readonly<Record<string, string>>;
  readonly others: string;
}

/** What is known now. */
export function readWatermark(books: readonly CheckBook[]): Watermark['checks'] {
  return Object.fromEntries(books.map(({ check, at }) => [check, at]));
}

/** True where a time of a check was not known yet. Times of a check are those of its runs. */
export function isAfter({ checks, others }: Watermark, check: string, time: string): boolean {
  const known = Object.hasOwn(checks, check) ? checks[check] : undefined;
  return Date.parse(time) > Date.parse(known ?? others);
}
