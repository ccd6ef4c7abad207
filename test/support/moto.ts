import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePorts } from '../e2e/control-plane/free-port.ts';
import { readLogTail, startLeashed } from '../e2e/control-plane/leashed-process.ts';
import { obtainPythonPackage } from './python-package.ts';

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

/** A Python that has moto, or why there is none. */
export function obtainMoto(): ReturnType<typeof obtainPythonPackage> {
  return obtainPythonPackage('moto', 'moto[server]==5.2.*');
}

/** `callsPort`: where moto turns to when it calls AWS itself, as its Step Functions do; absent: to itself. */
export interface MotoOptions {
  readonly callsPort?: number;
}

/** moto answers each request in a thread of its own, and looks at an item before it writes it: DynamoDB does both at once. */
const PROGRAM = `
import sys, threading
from moto.dynamodb.models import DynamoDBBackend
from moto.server import main

lock = threading.RLock()

def locked(method):
    def run(*args, **kwargs):
        with lock:
            return method(*args, **kwargs)
    return run

for name in ("put_item", "update_item", "delete_item", "transact_write_items"):
    setattr(DynamoDBBackend, name, locked(getattr(DynamoDBBackend, name)))
main(sys.argv[1:])
`;

/** Starts moto on a free port of the loopback interface. It does not outlive this process. */
export async function startMoto(python: string, { callsPort }: MotoOptions = {}): Promise<Moto> {
  const [port = 0] = await findFreePorts(1);
  const directory = await mkdtemp(join(tmpdir(), 'plumbline-moto-'));
  const calls = callsPort === undefined ? [] : ['env', `MOTO_PORT=${callsPort}`];
  const program = startLeashed('moto', [...calls, python, '-c', PROGRAM, '-H', '127.0.0.1', '-p', `${port}`], directory);
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

async function answers(endpoint: string): Promise<boolean> {
  try {
    return (await fetch(`${endpoint}/moto-api/`)).ok;
  } catch {
    return false;
  }
}
