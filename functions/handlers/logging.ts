import { Logger } from '@aws-lambda-powertools/logger';
import { messageOf, PlumblineError } from '../core/errors.ts';

/** The log of the function: one JSON object a line. Never given an event, a report or a value. */
export const log = new Logger();

/** Runs one invocation: every line it logs carries `keys`, and an error is logged before the caller gets it. */
export async function logRun<T>(keys: Readonly<Record<string, string>>, run: () => Promise<T>): Promise<T> {
  log.resetKeys();
  log.appendKeys({ ...keys });
  try {
    return await run();
  } catch (error) {
    log.error(safeMessageOf(error), describeError(error));
    // The runtime of Lambda logs what is thrown, and the state machine passes its message on.
    throw error instanceof SyntaxError ? new Error(safeMessageOf(error)) : error;
  }
}

/** What a log may say of an error: of a SyntaxError not its message, which quotes what could not be read. */
function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return {};
  const { name, stack = '' } = error;
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  return {
    error: name,
    ...(error instanceof PlumblineError ? { code: error.code, ...(error.advice ? { advice: error.advice } : {}) } : { frames }),
    ...(error instanceof AggregateError ? { errors: error.errors.map(safeMessageOf) } : {}),
  };
}

function safeMessageOf(error: unknown): string {
  return error instanceof SyntaxError ? 'a text could not be read' : messageOf(error);
}
