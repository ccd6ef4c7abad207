import type { Json } from '../json.ts';
import { formatValue } from './format-value.ts';

/** A change of one line inside a longer text. */
export interface TextChange {
  readonly label: string;
  readonly desired?: string;
  readonly live?: string;
  readonly remark?: string;
}

/** Beyond this many lines between the common beginning and end, lines are paired by number instead of aligned. */
const ALIGNED_LINES = 500;

/** True for text of more than one line. */
export function isMultiLine(value: Json): boolean {
  return typeof value === 'string' && value.trimEnd().includes('\n');
}

/** Two texts of several lines: the lines that differ, numbered as the cluster has them (as git has them where only git does). */
export function describeTextChange(desired: string, live: string): TextChange[] {
  const [git, cluster] = [desired.split('\n'), live.split('\n')];
  if (git.filter(isVisible).join('\n') === cluster.filter(isVisible).join('\n')) {
    return [{ label: '', remark: `only blank lines differ: ${git.length} lines in git, ${cluster.length} in the cluster` }];
  }
  const shortest = Math.min(git.length, cluster.length);
  let start = 0;
  while (start < shortest && git[start] === cluster[start]) start++;
  let end = 0;
  while (end < shortest - start && git.at(-1 - end) === cluster.at(-1 - end)) end++;
  return describeMiddle(git.slice(start, git.length - end), cluster.slice(start, cluster.length - end), start + 1);
}

function isVisible(line: string): boolean {
  return line.trim() !== '';
}

/** Walks both sides; lines that stand on both in the same order are skipped, what lies between is paired. */
function describeMiddle(git: readonly string[], cluster: readonly string[], firstLine: number): TextChange[] {
  const changes: TextChange[] = [];
  let [left, right] = [0, 0];
  for (const [nextLeft, nextRight] of [...alignLines(git, cluster), [git.length, cluster.length] as const]) {
    for (let i = 0; left + i < nextLeft || right + i < nextRight; i++) {
      const isGit = left + i < nextLeft;
      const isCluster = right + i < nextRight;
      const number = firstLine + (isCluster ? right : left) + i;
      changes.push({
        label: `line ${number}`,
        ...(isGit ? { desired: formatValue(git[left + i] ?? '') } : {}),
        ...(isCluster ? { live: formatValue(cluster[right + i] ?? '') } : {}),
      });
    }
    left = nextLeft + 1;
    right = nextRight + 1;
  }
  return changes;
}

/** Pairs of positions of equal lines: a longest common subsequence, or line by line where the texts are too long for one. */
function alignLines(a: readonly string[], b: readonly string[]): (readonly [number, number])[] {
  if (a.length > ALIGNED_LINES || b.length > ALIGNED_LINES) return a.flatMap((line, i) => (line === b[i] ? [[i, i] as const] : []));
  const width = b.length + 1;
  const length = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number): number => length[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--)
      length[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  }
  const pairs: (readonly [number, number])[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}
