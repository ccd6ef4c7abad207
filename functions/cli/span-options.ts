import type { ListOptions } from '../io/report-store.ts';
import type { Option } from './command.ts';
import { type Arguments, usageError } from './parse-arguments.ts';
import { parseTime } from './parse-time.ts';

/** A span of time. */
export const SPAN_OPTIONS: readonly Option[] = [
  {
    name: 'since',
    value: 'TIME',
    help: 'Only what was read from then on: 2026-11-04T03:00:00Z, a day (its begin, UTC) or an age like 3h, 7d or 2w.',
  },
  { name: 'until', value: 'TIME', help: 'Only what was read up to then; of a day its end.' },
];

/** What `--since` and `--until` mean. Throws PlumblineError `usage`. */
export function readSpan(command: string, args: Arguments, now: string): ListOptions {
  const [from, to] = [args.text('since'), args.text('until')];
  const since = from === undefined ? undefined : parseTime(from, now, { command, asked: `--since ${from}`, day: 'begin' });
  const until = to === undefined ? undefined : parseTime(to, now, { command, asked: `--until ${to}` });
  if (since !== undefined && until !== undefined && since > until) throw usageError(command, `--since ${from} is later than --until ${to}`);
  return { ...(since === undefined ? {} : { since }), ...(until === undefined ? {} : { until }) };
}
