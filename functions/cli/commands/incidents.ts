import { formatDuration } from '../../core/alert/format-duration.ts';
import type { IncidentAnswer, ListedAccepted, ListedDeparture, ListedIncident } from '../../core/incident/incident-request.ts';
import { type Json, stringifyJson } from '../../core/json.ts';
import { escapeControls, escapeText } from '../../core/render/escape-text.ts';
import { formatAge } from '../../core/render/format-age.ts';
import { askForIncidents, INCIDENTS_OPTIONS } from '../ask-for-incidents.ts';
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
    'Lists what is open, the worst first: what departs, since when, and what is snoozed by whom and why; then what has not lasted long enough, what is over and how it ended, and what the configuration accepts. Asks the function "incidents" of an installation, or with --store a folder of this machine. The function needs lambda:InvokeFunction on that function and nothing else. Exit code: 0, also where something is open; 2 where it could not be asked.',
  examples: [
    { command: 'plumbline incidents', does: 'What is open in the fleet.' },
    { command: 'plumbline incidents --store', does: 'The same of the checks whose reports are kept in .plumbline.' },
    {
      command: 'plumbline incidents --output json',
      does: 'The same for programs, with the digest that `accepted` of plumbline.yaml takes.',
    },
  ],
  run: async (context) => {
    const answer = await askForIncidents({ type: 'list' }, context);
    if (answer.type !== 'incidents') throw new Error(`asked for a list and got ${answer.type}`);
    const { type: _type, ...lists } = answer;
    const text =
      context.arguments.text('output') === 'json'
        ? `${escapeControls(stringifyJson({ ...lists } as unknown as Json, 2))}\n`
        : `${renderIncidents(lists.incidents, context.now)}${renderRest(lists, context.now)}`;
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

type Lists = Omit<Extract<IncidentAnswer, { readonly type: 'incidents' }>, 'type' | 'incidents'>;

/** Departures of each kind that a list shows. */
const MOST = 10;

function renderRest({ pending = [], over = [], accepted = [] }: Lists, now: string): string {
  return [
    ...section('Pending: not there for long enough yet', pending, ({ cluster, object, since }: ListedDeparture) =>
      escapeText(`${object} in ${cluster}, first seen ${formatAge(since, now)}`),
    ),
    ...section('Over in the last three days', over, ({ cluster, object, since, resolvedAt = since, endings = [] }: ListedDeparture) =>
      escapeText(
        `${object} in ${cluster}, ${formatAge(resolvedAt, now)} after ${formatDuration(since, resolvedAt)}${endings.length === 0 ? '' : `: ${endings.join('; ')}`}`,
      ),
    ),
    ...section('Accepted in the configuration', accepted, ({ incident, until, owner, reason, state }: ListedAccepted) =>
      escapeText(`${incident}  until ${until.slice(0, 10)} by ${owner}: ${reason}${ACCEPTED[state]}`),
    ),
  ].join('');
}

const ACCEPTED: Readonly<Record<ListedAccepted['state'], string>> = {
  holds: '',
  expired: ' (expired: it is told again; renew or remove it)',
  outdated: ' (the drift is another by now: it is told)',
  unknown: ' (no such incident is open: it may be removed)',
};

function section<T>(title: string, items: readonly T[], write: (item: T) => string): string[] {
  if (items.length === 0) return [];
  const more = items.length > MOST ? [`  and ${items.length - MOST} more; --output json has them\n`] : [];
  return [`\n${title}: ${items.length}\n`, ...items.slice(0, MOST).map((item) => `  ${write(item)}\n`), ...more];
}

function describeSnooze({ state, by, until, reason, owner }: NonNullable<ListedIncident['snooze']>): string {
  const what = { none: '', snoozed: 'snoozed until', expired: 'was snoozed until', outdated: 'has changed since it was snoozed until' }[
    state
  ];
  const where = by === 'configuration' ? ', in the configuration' : '';
  return `${what} ${until.slice(0, 16)} by ${escapeText(owner)}${where}: ${escapeText(reason)}`;
}
