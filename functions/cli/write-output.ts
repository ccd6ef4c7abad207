import { realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { messageOf, PlumblineError } from '../core/errors.ts';
import type { CommandContext } from './command.ts';

/** Writes to stdout, or whole or not at all to a file: who reads the file never sees half a report. */
export async function writeOutput(text: string, file: string | undefined, { stdout }: Pick<CommandContext, 'stdout'>): Promise<void> {
  if (file === undefined) return stdout.write(text);
  try {
    const target = await findTarget(file);
    // A pipe or a device (/dev/null, /dev/stderr) takes what is written; to put a file in its place would destroy it.
    if (target.isSpecial) await writeFile(target.path, text);
    else await replaceFile(target.path, text);
  } catch (error) {
    throw new PlumblineError('usage', `--output-file ${file} cannot be written: ${messageOf(error)}`);
  }
}

/** Where a link leads, and whether something else than a regular file is there. */
async function findTarget(file: string): Promise<{ readonly path: string; readonly isSpecial: boolean }> {
  try {
    const path = await realpath(file);
    return { path, isSpecial: !(await stat(path)).isFile() };
  } catch {
    return { path: file, isSpecial: false };
  }
}

async function replaceFile(file: string, text: string): Promise<void> {
  const beside = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(beside, text, { mode: 0o644 });
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}
