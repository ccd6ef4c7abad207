import { approximateRoot } from './set-aside-lines.ts';

/** A stretch of both sides to be compared. `exact`: the search may take as long as it takes. */
export interface Stretch {
  readonly aStart: number;
  readonly aEnd: number;
  readonly bStart: number;
  readonly bEnd: number;
  readonly search: 'exact' | 'bounded';
}

/** From this cost on a bounded search takes a long run of equal lines, or gives up. */
const HIGH_COST = 256;
/** Equal lines in a row that are no accident. */
const LONG_RUN = 20;
const RUN_WEIGHT = 4;
const NOWHERE = 0x3fffffff;

/**
 * Cuts a stretch in two where a shortest path through it passes its middle: paths grow from both corners, one edit at a time, the highest diagonal
 * first, until two meet (Myers 1986, section 4b). A diagonal is a's index less b's. Where a bounded search becomes costly it settles for a good cut.
 */
export function searchCut(a: Int32Array, b: Int32Array): (stretch: Stretch) => readonly [Stretch, Stretch] {
  const zero = b.length + 1;
  const forward = new Int32Array(a.length + b.length + 4);
  const backward = new Int32Array(a.length + b.length + 4);
  const mostCost = Math.max(approximateRoot(a.length + b.length + 3), HIGH_COST);
  const at = (paths: Int32Array, diagonal: number): number => paths[zero + diagonal] ?? 0;

  return (stretch) => {
    const { aStart, aEnd, bStart, bEnd, search } = stretch;
    const [lowest, highest] = [aStart - bEnd, aEnd - bStart];
    const [from, to] = [aStart - bStart, aEnd - bEnd];
    const isOdd = ((from - to) & 1) !== 0;
    const ahead = { low: from, high: from };
    const behind = { low: to, high: to };
    forward[zero + from] = aStart;
    backward[zero + to] = aEnd;
    for (let cost = 1; ; cost++) {
      let sawRun = false;
      widen(ahead, forward, -1);
      for (let diagonal = ahead.high; diagonal >= ahead.low; diagonal -= 2) {
        const begin = Math.max(at(forward, diagonal - 1) + 1, at(forward, diagonal + 1));
        let i = begin;
        while (i < aEnd && i - diagonal < bEnd && a[i] === b[i - diagonal]) i++;
        if (i - begin > LONG_RUN) sawRun = true;
        forward[zero + diagonal] = i;
        if (isOdd && behind.low <= diagonal && diagonal <= behind.high && at(backward, diagonal) <= i)
          return cut(stretch, i, i - diagonal, 'exact', 'exact');
      }
      widen(behind, backward, NOWHERE);
      for (let diagonal = behind.high; diagonal >= behind.low; diagonal -= 2) {
        const begin = Math.min(at(backward, diagonal - 1), at(backward, diagonal + 1) - 1);
        let i = begin;
        while (i > aStart && i - diagonal > bStart && a[i - 1] === b[i - diagonal - 1]) i--;
        if (begin - i > LONG_RUN) sawRun = true;
        backward[zero + diagonal] = i;
        if (!isOdd && ahead.low <= diagonal && diagonal <= ahead.high && i <= at(forward, diagonal))
          return cut(stretch, i, i - diagonal, 'exact', 'exact');
      }
      if (search === 'exact') continue;
      const run = sawRun && cost > HIGH_COST ? (findRunAhead(cost) ?? findRunBehind(cost)) : undefined;
      if (run) return run;
      if (cost >= mostCost) return cutFarthest();
    }

    // One diagonal more on each side, as long as there is one; what is beyond has been reached by nobody.
    function widen(range: { low: number; high: number }, paths: Int32Array, nobody: number): void {
      if (range.low > lowest) paths[zero + --range.low - 1] = nobody;
      else range.low++;
      if (range.high < highest) paths[zero + ++range.high + 1] = nobody;
      else range.high--;
    }

    function findRunAhead(cost: number): readonly [Stretch, Stretch] | undefined {
      let best = RUN_WEIGHT * cost;
      let found: readonly [Stretch, Stretch] | undefined;
      for (let diagonal = ahead.high; diagonal >= ahead.low; diagonal -= 2) {
        const i = at(forward, diagonal);
        const j = i - diagonal;
        const gain = i - aStart + (j - bStart) - Math.abs(diagonal - from);
        if (gain <= best || i < aStart + LONG_RUN || i >= aEnd || j < bStart + LONG_RUN || j >= bEnd) continue;
        if (!isRun(i - LONG_RUN, j - LONG_RUN)) continue;
        best = gain;
        found = cut(stretch, i, j, 'exact', 'bounded');
      }
      return found;
    }

    function findRunBehind(cost: number): readonly [Stretch, Stretch] | undefined {
      let best = RUN_WEIGHT * cost;
      let found: readonly [Stretch, Stretch] | undefined;
      for (let diagonal = behind.high; diagonal >= behind.low; diagonal -= 2) {
        const i = at(backward, diagonal);
        const j = i - diagonal;
        const gain = aEnd - i + (bEnd - j) - Math.abs(diagonal - to);
        if (gain <= best || i <= aStart || i > aEnd - LONG_RUN || j <= bStart || j > bEnd - LONG_RUN) continue;
        if (!isRun(i, j)) continue;
        best = gain;
        found = cut(stretch, i, j, 'bounded', 'exact');
      }
      return found;
    }

    function isRun(i: number, j: number): boolean {
      for (let k = 0; k < LONG_RUN; k++) if (a[i + k] !== b[j + k]) return false;
      return true;
    }

    // The path that came farthest from its corner.
    function cutFarthest(): readonly [Stretch, Stretch] {
      let far = { sum: -1, i: -1 };
      for (let diagonal = ahead.high; diagonal >= ahead.low; diagonal -= 2) {
        const i = Math.min(at(forward, diagonal), aEnd, bEnd + diagonal);
        if (2 * i - diagonal > far.sum) far = { sum: 2 * i - diagonal, i };
      }
      let near = { sum: NOWHERE, i: NOWHERE };
      for (let diagonal = behind.high; diagonal >= behind.low; diagonal -= 2) {
        const i = Math.max(at(backward, diagonal), aStart, bStart + diagonal);
        if (2 * i - diagonal < near.sum) near = { sum: 2 * i - diagonal, i };
      }
      return aEnd + bEnd - near.sum < far.sum - (aStart + bStart)
        ? cut(stretch, far.i, far.sum - far.i, 'exact', 'bounded')
        : cut(stretch, near.i, near.sum - near.i, 'bounded', 'exact');
    }
  };
}

function cut({ aStart, aEnd, bStart, bEnd }: Stretch, a: number, b: number, before: Stretch['search'], after: Stretch['search']) {
  return [
    { aStart, aEnd: a, bStart, bEnd: b, search: before },
    { aStart: a, aEnd, bStart: b, bEnd, search: after },
  ] as const;
}
