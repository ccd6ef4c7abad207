import { measureText, takeEnd, takeStart, truncateMiddle } from './text-width.ts';

/** Two long texts cut to `width` columns each so that what differs stays in sight, with as much of the common beginning as there is room for. */
export function truncateAround(a: string, b: string, width: number): readonly [string, string] {
  if (measureText(a) <= width && measureText(b) <= width) return [a, b];
  const [left, right] = [[...a], [...b]];
  const shortest = Math.min(left.length, right.length);
  let start = 0;
  while (start < shortest && left[start] === right[start]) start++;
  let end = 0;
  while (end < shortest - start && left.at(-1 - end) === right.at(-1 - end)) end++;
  return [cutAround(left, start, end, width), cutAround(right, start, end, width)];
}

function cutAround(text: readonly string[], start: number, end: number, width: number): string {
  const before = text.slice(0, start).join('');
  const differing = text.slice(start, text.length - end).join('');
  const after = text.slice(text.length - end).join('');
  // What differs gets half of the room at least; what is left goes to the surroundings.
  const middle = truncateMiddle(differing, Math.max(Math.floor(width / 2), width - measureText(before) - measureText(after)));
  const left = width - measureText(middle);
  const head = cutStart(before, Math.max(left - measureText(after), Math.ceil(left / 2)));
  const tail = cutEnd(after, left - measureText(head));
  return `${head}${middle}${tail}`;
}

/** Keeps the very beginning too: a name or address is known by it. */
function cutStart(text: string, width: number): string {
  if (measureText(text) <= width) return text;
  return width < 12 ? `…${takeEnd(text, width - 1)}` : truncateMiddle(text, width);
}

function cutEnd(text: string, width: number): string {
  if (measureText(text) <= width) return text;
  return width <= 1 ? '…'.slice(0, Math.max(0, width)) : `${takeStart(text, width - 1)}…`;
}
