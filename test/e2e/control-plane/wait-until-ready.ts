import { setTimeout as sleep } from 'node:timers/promises';
import { type ApiAccess, sendApiRequest } from './api-request.ts';
import { type LeashedProcess, readLogTail } from './leashed-process.ts';

const patience = 60_000;

/** Waits until the API server calls itself ready: bootstrap roles are there by then. Throws at once when a program has died. */
export async function waitUntilReady(access: ApiAccess, processes: readonly LeashedProcess[]): Promise<void> {
  await waitUntilFound(access, '/readyz', processes);
}

/** Waits until the controllers have made what every namespace has. Without it pods are refused for lack of a ServiceAccount. */
export async function waitUntilControllersWork(access: ApiAccess, processes: readonly LeashedProcess[]): Promise<void> {
  await waitUntilFound(access, '/api/v1/namespaces/default/serviceaccounts/default', processes);
  await waitUntilFound(access, '/api/v1/namespaces/default/configmaps/kube-root-ca.crt', processes);
}

async function waitUntilFound(access: ApiAccess, path: string, processes: readonly LeashedProcess[]): Promise<void> {
  const deadline = performance.now() + patience;
  for (;;) {
    const dead = processes.find((process) => process.hasEnded());
    if (dead !== undefined) throw new Error(`${dead.name} ended before ${path} was there:\n${readLogTail(dead)}`);
    if (await isFound(access, path)) return;
    if (performance.now() > deadline)
      throw new Error(`${path} was not there after ${patience / 1000} s:\n${processes.map((process) => readLogTail(process)).join('\n')}`);
    await sleep(50);
  }
}

async function isFound(access: ApiAccess, path: string): Promise<boolean> {
  try {
    return (await sendApiRequest(access, { method: 'GET', path })).status === 200;
  } catch {
    return false;
  }
}
