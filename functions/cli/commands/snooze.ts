import { escapeText } from '../../core/render/escape-text.ts';
import { askForIncidents, INCIDENTS_OPTIONS } from '../ask-for-incidents.ts';
import type { Command, CommandContext } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { usageError } from '../parse-arguments.ts';
import { parseSpan } from '../parse-span.ts';

/** Leaves an incident alone for a while. */
export const snoozeCommand: Command = {
  positionals: [{ name: 'INCIDENT', help: 'The incident, as its alerts call it: pl-0123456789.' }],
  options: [
    { name: 'until', value: 'TIME', help: 'For how long: 2d, 12h, 90m, or a time like 2026-11-30T08:00:00Z.' },
    { name: 'reason', value: 'TEXT', help: 'Why it is right as it is. Stands wherever the incident is listed.' },
    { name: 'owner', value: 'NAME', help: 'Who answers for it. Default: the user of this machine.' },
    { name: 'wake', help: 'End a snooze: the incident is told of again.' },
    ...INCIDENTS_OPTIONS,
  ],
  description:
    'Leaves an incident alone as it is now: no alert tells of it until the time is over, or until it changes. Says who and why in every list. For longer, accept it in git: an ignore rule, or `accepted` in plumbline.yaml. Exit code: 0, or 2 where it could not be done.',
  examples: [
    { command: 'plumbline snooze pl-0123456789 --until 2d --reason "fixed with the next release"', does: 'Two days of silence about it.' },
    {
      command: 'plumbline snooze pl-0123456789 --until 2d --reason "a test" --store',
      does: 'The same for the incidents that "plumbline check --store" keeps.',
    },
    { command: 'plumbline snooze pl-0123456789 --wake', does: 'Tell of it again.' },
  ],
  run: async (context) => {
    const { arguments: args, stdout } = context;
    const [incident] = args.positionals;
    if (incident === undefined) throw usageError('snooze', 'name the incident: plumbline incidents lists them');
    const request = args.has('wake') ? ({ type: 'wake', incident } as const) : readSnooze(incident, context);
    const answer = await askForIncidents(request, context);
    if (answer.type === 'snoozed') {
      const { until, owner, reason } = answer.snooze;
      const done =
        request.type === 'wake' ? 'is told of again' : `is snoozed until ${until} by ${escapeText(owner)}: ${escapeText(reason)}`;
      stdout.write(`${escapeText(incident)} ${done}\n`);
    }
    return EXIT.inSync;
  },
};

function readSnooze(incident: string, { arguments: args, environment, now }: CommandContext) {
  const until = args.text('until');
  if (until === undefined) throw usageError('snooze', '--until is missing: for how long, like 2d');
  const reason = args.text('reason') ?? '';
  if (reason.trim() === '') throw usageError('snooze', '--reason is missing: why it is right as it is');
  const owner = args.text('owner') ?? environment.variables['USER'] ?? '';
  if (owner === '') throw usageError('snooze', '--owner is missing: who answers for it');
  return { type: 'snooze', incident, until: parseSpan(until, now), reason, owner } as const;
}
