import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';

/** A program that cannot outlive this process, whatever ends it. */
export interface LeashedProcess {
  name: string;
  logPath: string;
  /** Settles when the program has ended. */
  ended: Promise<void>;
  hasEnded(): boolean;
  /** From here on the event loop waits for the end. */
  kill(): void;
}

/**
 * The shell holds the reading end of a pipe of which this process holds the other; when it closes, by `kill()` or because this process is no
 * more, the shell kills the program. Exit handlers alone would miss a SIGKILL.
 */
const leash =
  'exec 3<&0; "$@" </dev/null 3<&- & program=$!; (cat <&3 >/dev/null; kill -KILL $program) 2>/dev/null & exec 3<&-; wait $program';

/** Starts a program whose output goes to a file. It keeps neither the event loop nor the test runner alive. */
export function startLeashed(name: string, command: readonly string[], logPath: string): LeashedProcess {
  const log = openSync(logPath, 'a');
  const shell = spawn('sh', ['-c', leash, name, ...command], { stdio: ['pipe', log, log] });
  closeSync(log);
  let over = false;
  const ended = new Promise<void>((resolve) => shell.once('exit', () => resolve()).once('error', () => resolve()));
  void ended.then(() => {
    over = true;
    shell.stdin?.destroy();
  });
  release(shell);
  const kill = () => {
    if (!over) shell.ref();
    shell.stdin?.destroy();
  };
  return { name, logPath, ended, hasEnded: () => over, kill };
}

/** The last lines of what a program printed, for an error message. */
export function readLogTail(process: LeashedProcess, lines = 15): string {
  return readFileSync(process.logPath, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
}

function release(shell: ChildProcess): void {
  shell.unref();
  const { stdin } = shell;
  if (stdin !== null && 'unref' in stdin && typeof stdin.unref === 'function') stdin.unref();
  stdin?.on('error', () => {});
}
