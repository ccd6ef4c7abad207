import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** The interpreters to try; the first that can make a virtual environment is taken. */
const PYTHONS = ['python3', 'python'];

/** A Python that has this package of PyPI, installed once into the cache, or why there is none: reason enough to skip, and said loudly. */
export async function obtainPythonPackage(
  name: string,
  requirement: string,
): Promise<{ readonly python: string } | { readonly skip: string }> {
  const home = join(process.env['PLUMBLINE_CACHE'] || join(homedir(), '.cache', 'plumbline-test'), name);
  const python = join(home, 'bin', 'python');
  if (existsSync(python)) return { python };
  try {
    await install(home, requirement);
    return { python };
  } catch (error) {
    const why = error instanceof Error ? error.message.trim().split('\n').slice(0, 6).join('\n') : String(error);
    const skip = `${name} is not there: Python 3 with venv and pip is needed, and PyPI once`;
    process.stderr.write(`\n!!! SKIPPED: ${skip}\n${why}\n\n`);
    return { skip };
  }
}

/** Installs in a folder beside and renames it when it is complete, so that two processes that install at once do not meet. */
async function install(home: string, requirement: string): Promise<void> {
  await mkdir(join(home, '..'), { recursive: true });
  const beside = await mkdtemp(`${home}-`);
  try {
    await makeVirtualEnvironment(beside);
    const python = join(beside, 'bin', 'python');
    await run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', requirement], { timeout: 600_000 });
    await rename(beside, home).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
}

async function makeVirtualEnvironment(directory: string): Promise<void> {
  const failures: string[] = [];
  for (const python of PYTHONS) {
    try {
      await run(python, ['-m', 'venv', directory]);
      return;
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new Error(failures.join('\n'));
}
