import { createHmac } from 'node:crypto';

/** Replaces a value that must not leave by a text that is equal exactly when the bytes are. */
export type Mask = (bytes: string | Uint8Array) => string;

/**
 * A mask keyed with a secret of this installation: without the key nobody can try out guesses against a report.
 * 48 bits of HMAC-SHA-256 are shown, enough to tell two values apart and useless for recovering one.
 */
export function createMask(key: Uint8Array): Mask {
  return (bytes) => `(masked ${createHmac('sha256', key).update(bytes).digest('hex').slice(0, 12)})`;
}

/** True for what `createMask` makes. */
export function isMasked(value: unknown): boolean {
  return typeof value === 'string' && /^\(masked [0-9a-f]{12}\)$/.test(value);
}
