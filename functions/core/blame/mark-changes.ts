import { type Stretch, searchCut } from './search-cut.ts';
import { setAsideLines } from './set-aside-lines.ts';

/** A flag for each line of both sides: 1 where it is changed. */
export interface Changes {
  readonly a: Uint8Array;
  readonly b: Uint8Array;
}

/** Finds a shortest script between two sequences of line numbers (equal lines have equal numbers), by Myers' divide and conquer. */
export function markChanges(a: Int32Array, b: Int32Array): Changes {
  const changes: Changes = { a: new Uint8Array(a.length), b: new Uint8Array(b.length) };
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let [aEnd, bEnd] = [a.length, b.length];
  while (aEnd > start && bEnd > start && a[aEnd - 1] === b[bEnd - 1]) {
    aEnd--;
    bEnd--;
  }
  const left = setAsideLines(a, b, { start, aEnd, bEnd }, changes);
  const [aLines, bLines] = [left.a.map((line) => a[line] ?? 0), left.b.map((line) => b[line] ?? 0)];
  const work: Stretch[] = [{ aStart: 0, aEnd: aLines.length, bStart: 0, bEnd: bLines.length, search: 'bounded' }];
  const findCut = searchCut(aLines, bLines);
  for (let stretch = work.pop(); stretch !== undefined; stretch = work.pop()) {
    const { aStart, aEnd: aStop, bStart, bEnd: bStop, search } = shrink(aLines, bLines, stretch);
    if (aStart === aStop) for (let i = bStart; i < bStop; i++) changes.b[left.b[i] ?? 0] = 1;
    else if (bStart === bStop) for (let i = aStart; i < aStop; i++) changes.a[left.a[i] ?? 0] = 1;
    else work.push(...findCut({ aStart, aEnd: aStop, bStart, bEnd: bStop, search }));
  }
  return changes;
}

function shrink(a: Int32Array, b: Int32Array, { aStart, aEnd, bStart, bEnd, search }: Stretch): Stretch {
  let [aFrom, aTo, bFrom, bTo] = [aStart, aEnd, bStart, bEnd];
  while (aFrom < aTo && bFrom < bTo && a[aFrom] === b[bFrom]) {
    aFrom++;
    bFrom++;
  }
  while (aFrom < aTo && bFrom < bTo && a[aTo - 1] === b[bTo - 1]) {
    aTo--;
    bTo--;
  }
  return { aStart: aFrom, aEnd: aTo, bStart: bFrom, bEnd: bTo, search };
}
