import { assignRequests } from '../../core/blame/assign-requests.ts';
import { addFile, createFolder, joinFolder, listQuestions, type WaitingFolder } from '../../core/blame/waiting-lines.ts';
import type { Blame } from '../../core/difference.ts';
import type { LineQuestion } from '../source-tree.ts';
import { isFile, RenameFinder } from './find-renames.ts';
import type { GitObjects } from './git-objects.ts';
import { type HistoryCommit, HistoryReader } from './history-reader.ts';
import { passLines } from './pass-lines.ts';

/** Commits that one walk looks at: a second or two. What is still open then was set at or before the commit that was reached. */
const MOST_COMMITS = 20_000;
/** Clocks of committers differ. */
const SLACK_MS = 24 * 60 * 60 * 1000;

interface Answer {
  readonly commit: HistoryCommit;
  readonly end: 'set' | 'boundary';
}

/**
 * For each question the commit that last set a line of it, as `git blame` tells it (renames of whole files followed), from what is there locally: one
 * walk through history for all of them. Undefined where the file is not there, and where no history is there at all.
 */
export function blameLines(objects: GitObjects, head: string, wanted: readonly LineQuestion[]): (Blame | undefined)[] {
  const reader = new HistoryReader(objects);
  const answers = walk(reader, head, wanted);
  const requests = assignRequests(readWindow(reader, head, answers));
  return answers.map((answer): Blame | undefined => {
    // The commit itself is no news where nothing before it is there.
    if (answer === undefined || (answer.end === 'boundary' && answer.commit.oid === head)) return undefined;
    const { oid: commit, time, author } = answer.commit;
    if (answer.end === 'boundary') return { commit, time, boundary: true };
    const pullRequest = requests.get(commit);
    return { commit, ...(author ? { author } : {}), time, ...(pullRequest ? { pullRequest } : {}) };
  });
}

function walk(reader: HistoryReader, head: string, wanted: readonly LineQuestion[]): (Answer | undefined)[] {
  const answers: (Answer | undefined)[] = wanted.map(() => undefined);
  const first = reader.findCommit(head);
  if (first === undefined || wanted.length === 0) return answers;
  const renames = new RenameFinder(reader);
  const root = createFolder();
  for (const [question, { file, line, endLine = line }] of wanted.entries()) {
    if (!hasFile(reader, first.tree, file)) continue;
    addFile(root, file, new Map(Array.from({ length: endLine - line + 1 }, (_, i) => [line - 1 + i, [question]])));
  }
  const queue: HistoryCommit[] = [first];
  const waiting = new Map<string, WaitingFolder>([[head, root]]);
  for (let walked = 0; ; walked++) {
    const commit = queue.pop();
    if (commit === undefined) return answers;
    const folder = waiting.get(commit.oid) ?? createFolder();
    waiting.delete(commit.oid);
    const answer = (questions: readonly number[], end: Answer['end']): void => {
      // Commits come newest first, so the first line that is answered is the one that was set last.
      for (const question of questions) answers[question] ??= { commit, end };
    };
    const parents = walked < MOST_COMMITS ? commit.parents.flatMap((oid) => reader.findCommit(oid) ?? []) : [];
    const end = parents.length < commit.parents.length ? 'boundary' : 'set';
    if (parents.length === 0) {
      answer(listQuestions(folder), end);
      continue;
    }
    const trees = parents.map(({ tree }) => tree);
    const { toParents, answered, unreadable } = passLines(reader, renames, folder, commit.tree, trees);
    answer(answered, end);
    answer(unreadable, 'boundary');
    for (const [index, parent] of parents.entries()) {
      const passed = toParents[index];
      if (passed === undefined || passed.folders.size + passed.files.size === 0) continue;
      const known = waiting.get(parent.oid);
      if (known) joinFolder(known, passed);
      else {
        waiting.set(parent.oid, passed);
        enqueue(queue, parent);
      }
    }
  }
}

function hasFile(reader: HistoryReader, root: string, file: string): boolean {
  const names = file.split('/');
  const name = names.pop() ?? '';
  let tree: string | undefined = root;
  for (const each of names) tree = tree === undefined ? undefined : reader.findTree(tree)?.get(each)?.oid;
  const entry = tree === undefined ? undefined : reader.findTree(tree)?.get(name);
  return entry !== undefined && isFile(entry);
}

/** Keeps the newest commit last; of two of one time the one that came first is later in the queue. */
function enqueue(queue: HistoryCommit[], commit: HistoryCommit): void {
  let at = queue.length;
  while (at > 0 && (queue[at - 1]?.at ?? 0) >= commit.at) at--;
  queue.splice(at, 0, commit);
}

/** All commits that are as young as the oldest answer. Longer histories tell no requests but those that a commit names itself. */
function readWindow(reader: HistoryReader, head: string, answers: readonly (Answer | undefined)[]) {
  const set = answers.flatMap((answer) => (answer?.end === 'set' ? [answer.commit] : []));
  const oldest = set.reduce((least, { at }) => Math.min(least, at), Number.POSITIVE_INFINITY) - SLACK_MS;
  const commits = new Map<string, HistoryCommit>();
  const missing = new Set<string>();
  const edge = set.length === 0 ? [] : [head];
  for (const oid of edge) {
    if (commits.has(oid) || missing.has(oid)) continue;
    const commit = reader.findCommit(oid);
    if (commit === undefined) missing.add(oid);
    else if (commit.at >= oldest) {
      commits.set(oid, commit);
      edge.push(...commit.parents);
    }
    if (commits.size > MOST_COMMITS) return { head: '', commits: new Map(set.map((each) => [each.oid, each])), missing };
  }
  return { head, commits, missing };
}
