import { rename, rm, writeFile } from 'node:fs/promises';
import { messageOf, PlumblineError } from '../core/errors.ts';
import type { CommandContext } from './command.ts';

/** Writes to stdout, or whole or not at all to a file: who reads the file never sees half a report. */
export async function writeOutput(text: string, file: string | undefined, { stdout }: Pick<CommandContext, 'stdout'>): Promise<void> {
  if (file === undefined) return stdout.write(text);
  const beside = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(beside, text, { mode: 0o644 });
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    throw new PlumblineError('usage', `--output-file ${file} cannot be written: ${messageOf(error)}`);
  }
}
