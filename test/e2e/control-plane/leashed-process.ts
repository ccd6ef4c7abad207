import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

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
 * more, the shell kills the program, and in the latter case clears up after it. Exit handlers alone would miss a SIGKILL.
 */
const leash = [
  'exec 3<&0',
  '"$@" </dev/null 3<&- &',
  'program=$!',
  '(cat <&3 >/dev/null; kill -KILL $program; sleep 1; kill -0 $PPID || rm -rf -- "$0") 2>/dev/null &',
  'exec 3<&-',
  'wait $program',
].join('\n');

/** Starts a program that logs to a directory, which is removed when this process dies. It keeps neither the event loop nor the test runner alive. */
export function startLeashed(name: string, command: readonly string[], directory: string): LeashedProcess {
  const logPath = join(directory, `${name}.log`);
  const log = openSync(logPath, 'a');
  const shell = spawn('sh', ['-c', leash, directory, ...command], { stdio: ['pipe', log, log] });
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
