import { COMMANDS } from './commands.ts';
import { type Environment, readEnvironment } from './environment.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { findCommand } from './find-command.ts';
import { writeCommandHelp, writeOverview } from './help.ts';
import { parseArguments } from './parse-arguments.ts';
import { describeFailure } from './report-failure.ts';
import { openTerminal, type Terminal } from './terminal.ts';

interface Streams {
  readonly stdout: Terminal;
  readonly stderr: Terminal;
}

/** The process: runs the command that its arguments name, and ends with its exit code. */
export async function main(): Promise<void> {
  const streams = { stdout: openTerminal(process.stdout), stderr: openTerminal(process.stderr) };
  process.once('SIGINT', () => interrupt(EXIT.interrupted));
  process.once('SIGTERM', () => interrupt(EXIT.terminated));
  // Everything is written by then; an idle connection must not hold the process.
  process.exit(await runPlumbline(process.argv.slice(2), streams, readEnvironment()));
}

/** Ends at once, and leaves no half-written progress line behind. */
function interrupt(code: ExitCode): never {
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[2K');
  return process.exit(code);
}

/** Runs one command line. Never throws: what went wrong stands on stderr. */
export async function runPlumbline(args: readonly string[], streams: Streams, environment: Environment): Promise<ExitCode> {
  try {
    return await dispatch(args, streams, environment);
  } catch (error) {
    await streams.stderr.write(describeFailure(error, environment.debug));
    return EXIT.failed;
  }
}

async function dispatch(args: readonly string[], streams: Streams, environment: Environment): Promise<ExitCode> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    const topic = name === 'help' && rest.length > 0 ? findCommand(rest).entry : undefined;
    const text = topic === undefined ? writeOverview(COMMANDS) : writeCommandHelp(topic.name, await topic.load());
    await (name === undefined ? streams.stderr : streams.stdout).write(text);
    return name === undefined ? EXIT.failed : EXIT.inSync;
  }
  const { entry, rest: behind } = findCommand(args);
  const command = await entry.load();
  if (behind.includes('--help') || behind.includes('-h')) {
    await streams.stdout.write(writeCommandHelp(entry.name, command));
    return EXIT.inSync;
  }
  const parsed = parseArguments(entry.name, command, behind);
  return command.run({ ...streams, environment, arguments: parsed, now: new Date().toISOString() });
}
