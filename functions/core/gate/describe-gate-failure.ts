import { PlumblineError } from '../errors.ts';
import type { GateFailure } from './gate-message.ts';

/** What a caller is told of a gate that could not be made. Of anything unforeseen only what it is called: its message may quote what was read. */
export function describeGateFailure(error: unknown): GateFailure {
  const common = { type: 'error', exitCode: 2 } as const;
  if (error instanceof PlumblineError) {
    const { code, message, advice } = error;
    return { ...common, code, message, ...(advice === undefined ? {} : { advice }) };
  }
  const name = error instanceof Error ? error.name : 'unknown';
  return {
    ...common,
    code: 'unexpected',
    message: `the gate failed unexpectedly (${name})`,
    advice: 'The log of the function tells more.',
  };
}
