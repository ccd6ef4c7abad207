import { escapeHtml } from './escape-html.ts';

/** Both sides of a change as HTML, what differs within them marked where enough is the same to make that worth seeing. */
export function markChange(desired: string, live: string): readonly [string, string] {
  const shortest = Math.min(desired.length, live.length);
  let start = 0;
  while (start < shortest && desired[start] === live[start]) start++;
  let end = 0;
  while (end < shortest - start && desired.at(-1 - end) === live.at(-1 - end)) end++;
  // A mark must not part the halves of one character.
  if (isHalf(desired, start)) start--;
  if (isHalf(desired, desired.length - end)) end--;
  if (start + end < 8 || (start + end) * 2 < shortest) return [escapeHtml(desired), escapeHtml(live)];
  return [markMiddle(desired, start, end), markMiddle(live, start, end)];
}

function markMiddle(text: string, start: number, end: number): string {
  const middle = text.slice(start, text.length - end);
  if (middle === '') return escapeHtml(text);
  return `${escapeHtml(text.slice(0, start))}<mark>${escapeHtml(middle)}</mark>${escapeHtml(text.slice(text.length - end))}`;
}

function isHalf(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff;
}
