import { writeFile } from 'node:fs/promises';
import { messageOf, PlumblineError } from '../core/errors.ts';

/** Writes a file that is not there yet. One that is stays as it is, whoever made it and however late: throws PlumblineError `usage`. */
export async function writeNewFile(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { flag: 'wx' });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') throw refuseExisting(file);
    throw new PlumblineError('usage', `${file} cannot be written: ${messageOf(error)}`);
  }
}

/** What is said of a file that must not be written over. */
export function refuseExisting(file: string): PlumblineError {
  return new PlumblineError('usage', `${file} is there already, and is not written over`, {
    advice: 'Write beside it with --output-file OTHER, or to stdout with --output-file -, and take over what you want.',
  });
}
