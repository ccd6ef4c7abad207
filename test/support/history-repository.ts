import { execFileSync } from 'node:child_process';
import type { TestContext } from 'node:test';
import { makeFolder, runGit } from './git-repository.ts';

/** A commit to be: what it changes, from which commits it comes (indexes into the list), its message. `files`: undefined takes one away. */
export interface PlannedCommit {
  readonly parents: readonly number[];
  readonly files: Readonly<Record<string, string | undefined>>;
  readonly message: string;
  readonly author?: string;
}

/** Makes a repository of many commits with one call of `git fast-import`, a minute between them; `main` is the last one. Returns its folder. */
export function makeHistory(t: TestContext, commits: readonly PlannedCommit[]): string {
  const folder = makeFolder(t);
  writeHistory(folder, commits);
  return folder;
}

/** The same in a folder that is there. */
export function writeHistory(folder: string, commits: readonly PlannedCommit[]): void {
  runGit(folder, ['init', '-q', '-b', 'main']);
  const stream = commits.map(({ parents, files, message, author = 'Ada' }, index) => {
    const at = 1_700_000_000 + index * 60;
    const [first, ...others] = parents;
    const changes = Object.entries(files).map(([path, text]) =>
      text === undefined ? `D ${path}\n` : `M 100644 inline ${path}\n${writeData(text)}`,
    );
    return [
      `commit refs/heads/${index === commits.length - 1 ? 'main' : 'made'}\nmark :${index + 1}\n`,
      `author ${author} <${author.toLowerCase()}@example.com> ${at} +0000\ncommitter ${author} <${author.toLowerCase()}@example.com> ${at} +0000\n`,
      writeData(message),
      ...(first === undefined ? [] : [`from :${first + 1}\n`]),
      ...others.map((parent) => `merge :${parent + 1}\n`),
      ...changes,
    ].join('');
  });
  execFileSync('git', ['-C', folder, 'fast-import', '--quiet', '--force'], { input: stream.join(''), stdio: 'pipe' });
}

function writeData(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}

/** Plans a history of manifests as people write it: fields edited, items added and removed, files renamed, branches merged with edits of both sides. */
export function planHistory(size: number, seed: number): PlannedCommit[] {
  const random = createRandom(seed);
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  const commits: PlannedCommit[] = [];
  const states: Map<string, string>[] = [];
  const add = (parents: readonly number[], state: Map<string, string>, message: string): number => {
    const before = states[parents[0] ?? -1] ?? new Map<string, string>();
    const files: Record<string, string | undefined> = {};
    for (const path of before.keys()) if (!state.has(path)) files[path] = undefined;
    for (const [path, text] of state) if (before.get(path) !== text) files[path] = text;
    states.push(state);
    return commits.push({ parents, files, message, author: pick(['Ada', 'Bob', 'Cleo']) ?? 'Ada' }) - 1;
  };
  const first = new Map(Array.from({ length: 24 }, (_, i) => [`apps/team-${i % 5}/app-${i}.yaml`, writeManifest(i, random)]));
  let main = add([], first, 'begin');
  const change = (from: number): Map<string, string> => {
    const state = new Map(states[from]);
    for (let i = 0; i <= Math.floor(random() * 3); i++) {
      const path = pick([...state.keys()]) ?? '';
      const text = editManifest(state.get(path) ?? '', random);
      const moves = random() < 0.08;
      if (moves) state.delete(path);
      state.set(moves ? `apps/team-${Math.floor(random() * 5)}/moved-${commits.length}-${i}.yaml` : path, text);
    }
    return state;
  };
  while (commits.length < size) {
    if (random() > 0.15) {
      main = add([main], change(main), `change ${commits.length}${random() < 0.3 ? ` (#${commits.length})` : ''}`);
      continue;
    }
    let side = main;
    const fork = states[main] ?? new Map<string, string>();
    for (let i = 0; i <= Math.floor(random() * 3); i++) side = add([side], change(side), `side ${commits.length}`);
    if (random() < 0.7) main = add([main], change(main), `meanwhile ${commits.length}`);
    main = add(
      [main, side],
      joinStates(fork, states[main] ?? fork, states[side] ?? fork),
      `Merge pull request #${commits.length} from side`,
    );
  }
  return commits;
}

/** A file that one side alone changed is that side's; one that both changed has the lines of both. */
function joinStates(fork: Map<string, string>, ours: Map<string, string>, theirs: Map<string, string>): Map<string, string> {
  const joined = new Map(ours);
  for (const path of fork.keys()) if (!theirs.has(path)) joined.delete(path);
  for (const [path, text] of theirs) {
    const mine = ours.get(path);
    if (fork.get(path) === text) continue;
    if (mine === undefined || mine === fork.get(path)) joined.set(path, text);
    else joined.set(path, `${mine.split('\n').slice(0, 12).join('\n')}\n${text.split('\n').slice(12).join('\n')}`);
  }
  return joined;
}

function writeManifest(index: number, random: () => number): string {
  const objects = Array.from({ length: 1 + Math.floor(random() * 3) }, (_, i) => {
    const variables = Array.from({ length: 3 + Math.floor(random() * 8) }, (_, j) => `            - name: V${j}\n              value: x\n`);
    return [
      `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: app-${index}-${i}\n  labels:\n    app: web\nspec:\n  replicas: 2\n  template:\n    spec:\n`,
      '      containers:\n        - name: web\n          image: web:1\n          env:\n',
      ...variables,
      '          resources:\n            limits:\n              cpu: 1\n              memory: 1Gi\n            requests:\n              cpu: 1\n              memory: 1Gi\n',
    ].join('');
  });
  return objects.join('---\n');
}

function editManifest(text: string, random: () => number): string {
  const lines = text.split('\n');
  for (let i = 0; i <= Math.floor(random() * 3); i++) {
    const at = Math.floor(random() * lines.length);
    const kind = Math.floor(random() * 5);
    if (kind === 0) lines[at] = `${lines[at]?.replace(/:.*/, '') ?? ''}: ${Math.floor(random() * 4)}`;
    else if (kind === 1) lines.splice(at, 0, ...lines.slice(at, at + 1 + Math.floor(random() * 4)));
    else if (kind === 2) lines.splice(at, 1 + Math.floor(random() * 3));
    else if (kind === 3) lines.splice(at, 0, '', '# a comment', '---');
    else lines.splice(at, 0, ...lines.splice(Math.floor(random() * lines.length), 4));
  }
  return lines.join('\n');
}

/** Numbers of 0 to 1 that are the same at every run (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}

/** What `git blame` says of every line of a file: the commits, in order. */
export function readGitBlame(folder: string, file: string): string[] {
  const output = runGit(folder, ['blame', '--porcelain', 'main', '--', file]);
  return Array.from(output.matchAll(/^([0-9a-f]{40}) \d+ \d+/gm), (match) => match[1] ?? '');
}
