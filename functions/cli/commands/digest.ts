import { renderPlainDigest } from '../../core/digest/channels/plain-text.ts';
import type { Digest } from '../../core/digest/digest.ts';
import { DIGEST_ROOMS, type DigestRoom } from '../../core/digest/digest-room.ts';
import { type Json, stringifyJson } from '../../core/json.ts';
import { escapeControls } from '../../core/render/escape-text.ts';
import { askForIncidents, INCIDENTS_OPTIONS } from '../ask-for-incidents.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { usageError } from '../parse-arguments.ts';
import { writeOutput } from '../write-output.ts';

/** More than this no terminal shows at once, whatever there is to say. */
const TERMINAL_ROOMS: readonly [DigestRoom, ...DigestRoom[]] = [{ items: 5, text: 110 }, ...DIGEST_ROOMS.slice(2)];

/** Sums up what is so, and what happened. */
export const digestCommand: Command = {
  positionals: [],
  options: [
    { name: 'route', value: 'NAME', help: 'What this route of plumbline.yaml is about. Default: everything.' },
    { name: 'every', value: 'PERIOD', choices: ['day', 'week'], help: 'One of day, week: how far back. Default: day.' },
    ...INCIDENTS_OPTIONS,
    { name: 'output', short: 'o', value: 'FORMAT', choices: ['text', 'json'], help: 'One of text, json. Default: text.' },
    { name: 'output-file', value: 'FILE', help: 'Write it there instead.' },
  ],
  description:
    'Sums up the last day or week until now, as the digest of a route would: what is open, new and over, what is snoozed and accepted and by whom, coverage, mean times to detect and to resolve, the noisiest rules and managers, and ignore rules to look at. Asks the function "incidents" of an installation, or with --store a folder of this machine; no digest that is sent changes by it. Exit code: 0, or 2 where it could not be asked.',
  examples: [
    { command: 'plumbline digest', does: 'The last day of the fleet.' },
    { command: 'plumbline digest --route team-shop --every week', does: 'What the weekly digest of team-shop would say now.' },
    { command: 'plumbline digest --store', does: 'The same of the checks whose reports are kept in .plumbline.' },
  ],
  run: async (context) => {
    const { arguments: args } = context;
    const every = args.text('every') ?? 'day';
    if (every !== 'day' && every !== 'week') throw usageError('digest', '--every is one of day, week');
    const route = args.text('route');
    const answer = await askForIncidents({ type: 'digest', every, ...(route === undefined ? {} : { route }) }, context);
    if (answer.type !== 'digest') throw new Error(`asked for a digest and got ${answer.type}`);
    await writeOutput(render(answer.digest, args.text('output') ?? 'text'), args.text('output-file'), context);
    return EXIT.inSync;
  },
};

function render(digest: Digest, format: string): string {
  if (format === 'json') return `${escapeControls(stringifyJson(JSON.parse(JSON.stringify(digest)) as Json, 2))}\n`;
  return escapeControls(renderPlainDigest(digest, 60_000, TERMINAL_ROOMS));
}
