/** How long a request may take and how often it is tried. Milliseconds. */
export interface RequestLimits {
  /** Until the connection stands, TLS included. */
  readonly connect: number;
  /** Without a single byte, before and while the answer arrives. */
  readonly idle: number;
  /** All attempts of one request together. */
  readonly total: number;
  readonly attempts: number;
  readonly firstBackoff: number;
  readonly longestBackoff: number;
  /** Bytes of one answer, before and after decompression. */
  readonly largestBody: number;
}

export const DEFAULT_LIMITS: RequestLimits = {
  connect: 10_000,
  idle: 30_000,
  total: 120_000,
  attempts: 5,
  firstBackoff: 200,
  longestBackoff: 10_000,
  largestBody: 256 * 1024 * 1024,
};

/** Exponential backoff with full jitter: anything between nothing and the bound, which doubles with every attempt (1, 2, ...). */
export function chooseBackoff(attempt: number, limits: RequestLimits): number {
  return Math.random() * Math.min(limits.longestBackoff, limits.firstBackoff * 2 ** (attempt - 1));
}

/** Milliseconds that a Retry-After header asks for (seconds or an HTTP date), undefined where it asks for nothing. */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
