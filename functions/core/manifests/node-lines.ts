import type { TreeNode } from './document-tree.ts';

/** Behind the last character of a node; an alias ends where it stands, whatever it names. */
export function findEnd({ end, offset, items = [], fields = [] }: TreeNode): number {
  return end ?? Math.max(offset, ...items.slice(-1).map(findEnd), ...fields.slice(-1).map(({ value }) => findEnd(value)));
}

/** Counts the line breaks of a text before an offset. */
export function buildLineCounter(text: string): (offset: number) => number {
  const breaks: number[] = [];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) breaks.push(at);
  return (offset) => countBelow(breaks, offset);
}

function countBelow(sorted: readonly number[], limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
