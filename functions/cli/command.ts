import type { Environment } from './environment.ts';
import type { ExitCode } from './exit-codes.ts';
import type { Arguments } from './parse-arguments.ts';
import type { Terminal } from './terminal.ts';

/** One option of a command: `--name VALUE`, or a switch where `value` is absent. */
export interface Option {
  readonly name: string;
  readonly short?: string;
  /** What the value is called in the help, `FILE`. */
  readonly value?: string;
  /** The value may be left out, and is then ''; where it is given, it stands behind `=`. */
  readonly optional?: true;
  /** May be given several times. */
  readonly repeatable?: true;
  /** The only values there are. */
  readonly choices?: readonly string[];
  /** The part of a value that is one of the choices, where it is not all of it. */
  readonly choiceOf?: (value: string) => string;
  readonly help: string;
}

/** One argument of a command that is no option, by its place. */
export interface Positional {
  readonly name: string;
  readonly help: string;
  /** It may be left out, and so may all behind it. */
  readonly optional?: true;
}

/** What a command works with. */
export interface CommandContext {
  readonly arguments: Arguments;
  readonly stdout: Terminal;
  readonly stderr: Terminal;
  readonly environment: Environment;
  /** The time now, RFC 3339. */
  readonly now: string;
}

/** One command of the command line. */
export interface Command {
  /** What stands behind its name in the usage line, without options. */
  readonly positionals: readonly Positional[];
  readonly options: readonly Option[];
  /** A few sentences: what it does, and what its exit code means. */
  readonly description: string;
  readonly examples: readonly { readonly command: string; readonly does: string }[];
  readonly run: (context: CommandContext) => Promise<ExitCode>;
}
