import type { ListedIncident } from '../../core/incident/incident-request.ts';
import { stringifyJson } from '../../core/json.ts';
import { escapeControls, escapeText } from '../../core/render/escape-text.ts';
import { formatAge } from '../../core/render/format-age.ts';
import { askIncidentsFunction, INCIDENTS_OPTIONS } from '../ask-incidents-function.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { writeOutput } from '../write-output.ts';

/** Lists what is open in the fleet. */
export const incidentsCommand: Command = {
  positionals: [],
  options: [
    ...INCIDENTS_OPTIONS,
    { name: 'output', short: 'o', value: 'FORMAT', choices: ['text', 'json'], help: 'One of text, json. Default: text.' },
    { name: 'output-file', value: 'FILE', help: 'Write it there instead.' },
  ],
  description:
    'Invokes the function "incidents" of an installation and lists what is open in the fleet, the worst first: what departs, since when, and what is snoozed by whom and why. Needs lambda:InvokeFunction on that function and nothing else. Exit code: 0, also where something is open; 2 where it could not be asked.',
  examples: [
    { command: 'plumbline incidents', does: 'What is open in the fleet.' },
    {
      command: 'plumbline incidents --output json',
      does: 'The same for programs, with the digest that `accepted` of plumbline.yaml takes.',
    },
  ],
  run: async (context) => {
    const answer = await askIncidentsFunction({ type: 'list' }, context);
    const incidents = answer.type === 'incidents' ? answer.incidents : [];
    const text =
      context.arguments.text('output') === 'json'
        ? `${escapeControls(stringifyJson(incidents, 2))}\n`
        : renderIncidents(incidents, context.now);
    await writeOutput(text, context.arguments.text('output-file'), context);
    return EXIT.inSync;
  },
};

function renderIncidents(incidents: readonly ListedIncident[], now: string): string {
  if (incidents.length === 0) return 'No incident is open.\n';
  const blocks = incidents.map(({ id, severity, title, objects, openedAt, onset, snooze }) => {
    const age = `opened ${formatAge(openedAt, now)}${onset === undefined ? '' : `, began ${formatAge(onset, now)}`}`;
    const count = objects === 1 ? '' : `, ${objects} objects`;
    const said = snooze === undefined || snooze.state === 'none' ? [] : [`  ${describeSnooze(snooze)}`];
    return [`${id}  ${severity.padEnd(8)}  ${escapeText(title)}`, `  ${age}${count}`, ...said].join('\n');
  });
  const waiting = incidents.filter(({ snooze }) => snooze?.state === 'snoozed').length;
  return `${blocks.join('\n')}\n\n${incidents.length} open, ${waiting} of them snoozed.\n`;
}

function describeSnooze({ state, until, reason, owner }: NonNullable<ListedIncident['snooze']>): string {
  const what = { none: '', snoozed: 'snoozed until', expired: 'was snoozed until', outdated: 'has changed since it was snoozed until' }[
    state
  ];
  return `${what} ${until.slice(0, 16)} by ${escapeText(owner)}: ${escapeText(reason)}`;
}
