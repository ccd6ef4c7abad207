import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { findFreePorts } from '../e2e/control-plane/free-port.ts';
import { readLogTail, startLeashed } from '../e2e/control-plane/leashed-process.ts';

const run = promisify(execFile);
/** The interpreters to try; the first that can make a virtual environment is taken. */
const PYTHONS = ['python3', 'python'];
const PACKAGE = 'moto[server]==5.2.*';
const PATIENCE = 60_000;

/** The AWS interfaces of one account and more, on the loopback interface. */
export interface Moto {
  readonly endpoint: string;
  /** What every client of a test is built with. */
  readonly client: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
    readonly forcePathStyle: true;
  };
  /** Forgets everything that was made in it. */
  readonly reset: () => Promise<void>;
  /** Sets what moto calls its configuration, `{ stepfunctions: { execute_state_machine: true } }`. */
  readonly configure: (settings: object) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** A Python that has moto, installed once into the cache, or why there is none: reason enough to skip, and said loudly. */
export async function obtainMoto(): Promise<{ readonly python: string } | { readonly skip: string }> {
  const home = join(process.env['PLUMBLINE_CACHE'] || join(homedir(), '.cache', 'plumbline-test'), 'moto');
  const python = join(home, 'bin', 'python');
  if (existsSync(python)) return { python };
  try {
    await install(home);
    return { python };
  } catch (error) {
    const why = error instanceof Error ? error.message.trim().split('\n').slice(0, 6).join('\n') : String(error);
    const skip = `moto is not there: Python 3 with venv and pip is needed, and PyPI once`;
    process.stderr.write(`\n!!! SKIPPED: ${skip}\n${why}\n\n`);
    return { skip };
  }
}

/** Starts moto on a free port of the loopback interface. It does not outlive this process. */
export async function startMoto(python: string): Promise<Moto> {
  const [port = 0] = await findFreePorts(1);
  const directory = await mkdtemp(join(tmpdir(), 'plumbline-moto-'));
  const program = startLeashed('moto', [python, '-m', 'moto.server', '-H', '127.0.0.1', '-p', `${port}`], directory);
  const endpoint = `http://127.0.0.1:${port}`;
  const deadline = performance.now() + PATIENCE;
  while (!(await answers(endpoint))) {
    if (program.hasEnded() || performance.now() > deadline)
      throw new Error(`moto does not answer at ${endpoint}:\n${readLogTail(program)}`);
    await sleep(50);
  }
  const post = async (path: string, body?: object): Promise<void> => {
    const init = body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const answer = await fetch(`${endpoint}/moto-api/${path}`, { method: 'POST', ...init });
    if (!answer.ok) throw new Error(`moto answers ${answer.status} to ${path}`);
  };
  return {
    endpoint,
    client: {
      endpoint,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'testing', secretAccessKey: 'testing' },
      forcePathStyle: true,
    },
    reset: () => post('reset'),
    configure: (settings) => post('config', settings),
    stop: async () => {
      program.kill();
      await program.ended;
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Installs in a folder beside and renames it when it is complete, so that two processes that install at once do not meet. */
async function install(home: string): Promise<void> {
  await mkdir(join(home, '..'), { recursive: true });
  const beside = await mkdtemp(`${home}-`);
  try {
    await makeVirtualEnvironment(beside);
    const python = join(beside, 'bin', 'python');
    await run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', PACKAGE], { timeout: 600_000 });
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

async function answers(endpoint: string): Promise<boolean> {
  try {
    return (await fetch(`${endpoint}/moto-api/`)).ok;
  } catch {
    return false;
  }
}
