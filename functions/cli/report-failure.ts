import { messageOf, PlumblineError } from '../core/errors.ts';
import { escapeText } from '../core/render/escape-text.ts';

/** What stderr says of something thrown. A message of ours names what to do; anything else is a bug, and its stack is shown on request only. */
export function describeFailure(error: unknown, debug: boolean): string {
  const lines = messageOf(error).split('\n').map(escapeText);
  const [first = '', ...rest] = lines;
  const advice = error instanceof PlumblineError ? error.advice : 'This is a bug in Plumbline. PLUMBLINE_DEBUG=1 shows where it happened.';
  const stack = debug && error instanceof Error && error.stack ? error.stack.split('\n').map(escapeText) : [];
  return `${[`plumbline: ${first}`, ...rest, ...(advice === undefined ? [] : advice.split('\n').map(escapeText)), ...stack].join('\n')}\n`;
}
