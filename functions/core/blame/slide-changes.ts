import { compareSplits, type SplitScore, scoreSplit } from './score-split.ts';

/** A block that can be moved further than this is looked at in its last places only. */
const MOST_SLIDING = 100;

/** A block of changed lines: it stands before the unchanged line number `slot`. */
interface Block {
  slot: number;
  start: number;
  size: number;
}

/**
 * Moves blocks of changed lines that may stand in several places (what leaves on one end enters on the other) to where people would expect them: beside
 * a change of the other side, else where indentation and blank lines say that something begins. Blocks that touch become one. Changes `gaps` in place:
 * how many changed lines stand before each unchanged one.
 */
export function slideChanges(lines: readonly string[], gaps: Int32Array, other: Int32Array): void {
  const block: Block = { slot: 0, start: 0, size: 0 };
  for (let slot = 0, start = 0; slot < gaps.length; ) {
    block.slot = slot;
    block.start = start;
    block.size = gaps[slot] ?? 0;
    if (block.size > 0) settle(block);
    slot = block.slot + 1;
    start = block.start + block.size + 1;
  }

  function settle(moved: Block): void {
    let size: number;
    let highest: number;
    let beside: number;
    do {
      size = moved.size;
      while (slideUp(moved));
      highest = moved.slot;
      beside = hasOther(moved.slot) ? moved.slot : -1;
      while (slideDown(moved)) if (hasOther(moved.slot)) beside = moved.slot;
    } while (moved.size !== size);
    if (moved.slot === highest) return;
    const wanted = beside >= 0 ? beside : findBest(moved, highest);
    while (moved.slot > wanted) slideUp(moved);
  }

  function hasOther(slot: number): boolean {
    return (other[slot] ?? 0) > 0;
  }

  function slideUp(moved: Block): boolean {
    const { slot, start, size } = moved;
    if (slot === 0 || lines[start - 1] !== lines[start + size - 1]) return false;
    const joined = gaps[slot - 1] ?? 0;
    place(moved, slot - 1, start - 1 - joined, size + joined);
    return true;
  }

  function slideDown(moved: Block): boolean {
    const { slot, start, size } = moved;
    if (slot + 1 >= gaps.length || lines[start] !== lines[start + size]) return false;
    place(moved, slot + 1, start + 1, size + (gaps[slot + 1] ?? 0));
    return true;
  }

  function place(moved: Block, slot: number, start: number, size: number): void {
    gaps[moved.slot] = 0;
    gaps[slot] = size;
    moved.slot = slot;
    moved.start = start;
    moved.size = size;
  }

  // Of equally good places the lowest. A place further up than the block is long repeats what was seen.
  function findBest({ slot, start, size }: Block, highest: number): number {
    let best: { readonly slot: number; readonly score: SplitScore } | undefined;
    for (let up = Math.min(slot - highest, size + 1, MOST_SLIDING); up >= 0; up--) {
      const score = scoreSplit(lines, [start + size - up, start - up]);
      if (best === undefined || compareSplits(score, best.score) <= 0) best = { slot: slot - up, score };
    }
    return best?.slot ?? slot;
  }
}
