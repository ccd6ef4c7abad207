import * as fs from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as git from 'isomorphic-git';

/** Makes a git repository of some files, by path, with one commit. */
export async function commitRepository(directory: string, files: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(directory, { recursive: true });
  await git.init({ fs, dir: directory, defaultBranch: 'main' });
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), content);
  }
  await git.add({ fs, dir: directory, filepath: Object.keys(files) });
  await git.commit({ fs, dir: directory, message: 'What the cluster should hold', author: { name: 'Tests', email: 'tests@example.com' } });
}
