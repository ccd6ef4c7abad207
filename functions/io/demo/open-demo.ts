import fs from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as git from 'isomorphic-git';
import { asJsonObject, asString, parseJson } from '../../core/json.ts';
import { startReplayServer } from '../kube/replay-server.ts';

/** A cluster that plays back a recording made from a real API server, and the git repository it was delivered from. */
export interface Demo {
  readonly repository: string;
  /** A kubeconfig whose only context is the played-back cluster. */
  readonly kubeconfig: string;
  /** When the recording was made, RFC 3339. */
  readonly recordedAt: string;
  readonly close: () => Promise<void>;
}

const folder = join(import.meta.dirname, '../../demo');
/** The author of the demo's one commit; its time is fixed, so that its hash is. */
const author = { name: 'Shop team', email: 'shop@example.com', timestamp: Date.parse('2026-11-02T09:30:00Z') / 1000, timezoneOffset: 0 };

/** Starts the demo on the loopback interface. Needs neither a cluster nor a network; `close` leaves nothing behind. */
export async function openDemo(): Promise<Demo> {
  const recordedAt = asString(asJsonObject(parseJson(await readFile(join(folder, 'recorded-at.json'), 'utf8')))['recordedAt']) ?? '';
  const work = await mkdtemp(join(tmpdir(), 'plumbline-demo-'));
  const remove = (): Promise<void> => rm(work, { recursive: true, force: true });
  try {
    const repository = join(work, 'shop');
    await cp(join(folder, 'repository'), repository, { recursive: true });
    await commitAll(repository);
    const { url, stop } = await startReplayServer(join(folder, 'recording'));
    const kubeconfig = join(work, 'kubeconfig');
    await writeFile(kubeconfig, describeCluster(url));
    const close = async (): Promise<void> => {
      await stop();
      await remove();
    };
    return { repository, kubeconfig, recordedAt, close };
  } catch (error) {
    await remove();
    throw error;
  }
}

function describeCluster(server: string): string {
  return JSON.stringify({
    'current-context': 'demo',
    clusters: [{ name: 'demo', cluster: { server } }],
    users: [{ name: 'demo', user: {} }],
    contexts: [{ name: 'demo', context: { cluster: 'demo', user: 'demo' } }],
  });
}

async function commitAll(dir: string): Promise<void> {
  await git.init({ fs, dir, defaultBranch: 'main' });
  await git.add({ fs, dir, filepath: '.' });
  await git.commit({ fs, dir, message: 'Deliver the shop', author });
}
