import type { Changes } from './mark-changes.ts';

/** How far around a line its neighbours are looked at. */
const WINDOW = 100;
const MOST_REPEATS = 1024;

const CLASS = { alone: 0, ordinary: 1, frequent: 2 } as const;

interface Middle {
  readonly start: number;
  readonly aEnd: number;
  readonly bEnd: number;
}

/**
 * Sets aside what only disturbs the search: lines that the other side does not have, and lines that it has very often among such ones. They are flagged
 * as changed. Returns the indexes of the lines that are left to compare.
 */
export function setAsideLines(a: Int32Array, b: Int32Array, middle: Middle, changes: Changes): { a: Int32Array; b: Int32Array } {
  const [inA, inB] = [countLines(a), countLines(b)];
  return {
    a: keep(classify(a, inB, middle.start, middle.aEnd), middle.start, changes.a),
    b: keep(classify(b, inA, middle.start, middle.bEnd), middle.start, changes.b),
  };
}

function countLines(lines: Int32Array): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
}

function classify(lines: Int32Array, other: ReadonlyMap<number, number>, start: number, end: number): Uint8Array {
  const limit = Math.min(approximateRoot(lines.length), MOST_REPEATS);
  return Uint8Array.from(lines.subarray(start, end), (line) => {
    const count = other.get(line) ?? 0;
    return count === 0 ? CLASS.alone : count >= limit ? CLASS.frequent : CLASS.ordinary;
  });
}

/** A power of two near the square root, as git takes it for one. */
export function approximateRoot(n: number): number {
  let root = 1;
  for (let rest = n; rest > 0; rest >>= 2) root <<= 1;
  return root;
}

function keep(classes: Uint8Array, start: number, changed: Uint8Array): Int32Array {
  const kept: number[] = [];
  classes.forEach((each, i) => {
    if (each === CLASS.ordinary || (each === CLASS.frequent && !isLost(classes, i))) kept.push(start + i);
    else changed[start + i] = 1;
  });
  return Int32Array.from(kept);
}

/** Whether a frequent line stands among lines that match nothing, on both sides of it and far outnumbered. */
function isLost(classes: Uint8Array, at: number): boolean {
  const before = scan(classes, at, -1);
  const after = scan(classes, at, 1);
  if (before.alone === 0 || after.alone === 0) return false;
  const frequent = before.frequent + after.frequent + 2;
  return frequent * 4 < frequent + before.alone + after.alone;
}

function scan(classes: Uint8Array, at: number, step: 1 | -1): { alone: number; frequent: number } {
  const found = { alone: 0, frequent: 0 };
  for (let distance = 1; distance <= WINDOW; distance++) {
    const each = classes[at + distance * step];
    if (each === undefined || each === CLASS.ordinary) break;
    if (each === CLASS.alone) found.alone++;
    else found.frequent++;
  }
  return found;
}
