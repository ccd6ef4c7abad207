import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { readEnvironment, type Variables } from '../../functions/cli/environment.ts';
import { runPlumbline } from '../../functions/cli/plumbline.ts';
import type { Terminal } from '../../functions/cli/terminal.ts';
import { startReplayServer } from '../../functions/io/kube/replay-server.ts';
import { makeFolder } from './git-repository.ts';
import { writeKubeconfig } from './open-fake-cluster.ts';
import { type ServedObjects, serveObjects } from './served-cluster.ts';

/** How a command line ended. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in this process, with a home of its own; `terminal` says that people look at it. */
export async function runCommandLine(
  t: TestContext,
  args: readonly string[],
  { variables = {}, terminal = false }: { readonly variables?: Variables; readonly terminal?: boolean } = {},
): Promise<Outcome> {
  const home = makeFolder(t);
  const [stdout, stderr] = [collect(terminal), collect(terminal)];
  const environment = readEnvironment({ PATH: process.env['PATH'], ...variables }, home);
  const code = await runPlumbline(args, { stdout: stdout.terminal, stderr: stderr.terminal }, environment);
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

/** Serves these objects on the loopback interface; returns a kubeconfig for them. */
export async function serveCluster(t: TestContext, kinds: readonly ServedObjects[]): Promise<string> {
  const server = await startReplayServer(serveObjects(kinds));
  t.after(() => server.stop());
  return writeKubeconfig(makeFolder(t), { server: server.url }, {});
}

/** A kubeconfig whose cluster nobody answers for. */
export function writeDeadKubeconfig(t: TestContext): string {
  return join(writeKubeconfig(makeFolder(t), { server: 'http://127.0.0.1:9' }, {}));
}

function collect(isTerminal: boolean): { readonly terminal: Terminal; readonly text: () => string } {
  const written: string[] = [];
  const write = async (text: string): Promise<void> => {
    written.push(text);
  };
  return { terminal: { isTerminal, columns: isTerminal ? 80 : undefined, write }, text: () => written.join('') };
}
