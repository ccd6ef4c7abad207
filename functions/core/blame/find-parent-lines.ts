import { markChanges } from './mark-changes.ts';
import { slideChanges } from './slide-changes.ts';

/** Equal ends are left out of the comparison in blocks of so many bytes, as git does it: where changes can slide to depends on it. */
const TAIL_BLOCK = 1024;

/**
 * For the lines of a file (0-based), where they stand in an earlier text of it; undefined for a line that is new or changed. Texts are given as latin1,
 * one character a byte. Of the comparisons that are equally short, the one is chosen that git chooses with its indent heuristic, which is on by default.
 */
export function findParentLines(parent: string, child: string): (line: number) => number | undefined {
  const tail = measureCommonTail(parent, child);
  const a = splitLines(parent, parent.length - tail);
  const b = splitLines(child, child.length - tail);
  const ids = new Map<string, number>();
  const changes = markChanges(numberLines(a, ids), numberLines(b, ids));
  const parentGaps = countGaps(changes.a);
  const childGaps = countGaps(changes.b);
  slideChanges(a, parentGaps, childGaps);
  slideChanges(b, childGaps, parentGaps);
  const lines = pairLines(parentGaps, childGaps, b.length);
  return (line) => (line >= b.length ? line - b.length + a.length : (lines[line] ?? -1) < 0 ? undefined : lines[line]);
}

function measureCommonTail(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  const blockOf = (text: string, from: number): string => text.slice(text.length - from - TAIL_BLOCK, text.length - from);
  let tail = 0;
  while (tail + TAIL_BLOCK <= shorter && blockOf(a, tail) === blockOf(b, tail)) tail += TAIL_BLOCK;
  if (tail === 0) return 0;
  // It begins with the first whole line.
  const start = a.indexOf('\n', a.length - tail);
  return start < 0 ? 0 : a.length - start - 1;
}

/** Lines with their line feed: the last one may lack it, and is then another line. */
function splitLines(text: string, end: number): string[] {
  const lines: string[] = [];
  for (let start = 0; start < end; ) {
    const next = text.indexOf('\n', start);
    const stop = next < 0 ? end : next + 1;
    lines.push(text.slice(start, stop));
    start = stop;
  }
  return lines;
}

function numberLines(lines: readonly string[], ids: Map<string, number>): Int32Array {
  return Int32Array.from(lines, (line) => {
    const known = ids.get(line) ?? ids.size;
    ids.set(line, known);
    return known;
  });
}

/** How many changed lines stand before each unchanged one, and after the last. */
function countGaps(changed: Uint8Array): Int32Array {
  const gaps: number[] = [0];
  for (const flag of changed) {
    if (flag === 0) gaps.push(0);
    else gaps[gaps.length - 1] = (gaps.at(-1) ?? 0) + 1;
  }
  return Int32Array.from(gaps);
}

function pairLines(parentGaps: Int32Array, childGaps: Int32Array, length: number): Int32Array {
  const lines = new Int32Array(length).fill(-1);
  let parentLine = 0;
  let childLine = 0;
  for (let slot = 0; slot + 1 < childGaps.length; slot++) {
    parentLine += parentGaps[slot] ?? 0;
    childLine += childGaps[slot] ?? 0;
    lines[childLine++] = parentLine++;
  }
  return lines;
}
