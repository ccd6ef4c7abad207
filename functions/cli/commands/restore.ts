import { stringifyJson } from '../../core/json.ts';
import { renderRestores } from '../../core/render/ways-out/render-restores.ts';
import { findRestores } from '../../io/ways-out/find-ways-out.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { planWayOut, WAYS_OUT_OPTIONS } from '../ways-out-options.ts';
import { withRunOptions } from '../with-run-options.ts';
import { writeOutput } from '../write-output.ts';

/** Prints the commands that put git back. Runs none of them. */
export const restoreCommand: Command = {
  positionals: [
    { name: 'KIND/NAME', optional: true, help: 'The object, like deployment/web; * stands for any text. Default: all that depart.' },
  ],
  options: [
    {
      name: 'as',
      value: 'FORM',
      choices: ['patch', 'apply'],
      help: 'How fields are put back: a JSON patch, or a server-side apply where that can say it. Default: patch.',
    },
    { name: 'output', value: 'FORMAT', choices: ['text', 'json'], help: 'A script with comments, or JSON with both forms. Default: text.' },
    { name: 'output-file', value: 'FILE', help: 'Write there what would go to stdout.' },
    { name: 'quiet', short: 'q', help: 'No progress on stderr.' },
    ...WAYS_OUT_OPTIONS,
  ],
  description:
    "Prints the commands that put git's values back for just the fields that depart, as a script to read and to run; Plumbline runs none of it. Each patch holds tests, so that it fails where the object has moved since. No secret stands in it: such values are taken from git's file. Exit code: 0 nothing departs, 1 there is something to put back, 2 could not run, 3 something that departs has no command, or not for every field.",
  examples: [
    { command: 'plumbline restore -s . --path deploy', does: 'For everything that departs.' },
    { command: 'plumbline restore deployment/web -n shop -s . --field /spec/replicas', does: 'One field of one object.' },
    { command: 'plumbline restore -s . --report drift.json --output-file restore.sh', does: 'For what a report tells.' },
  ],
  run: async (context) => {
    const { arguments: args } = context;
    const { input, choice } = await planWayOut('restore', args.positionals, context);
    const { report, found } = await withRunOptions(input, context, (options) => findRestores(choice, options));
    const form = args.text('as') === 'apply' ? 'apply' : 'patch';
    const text = args.text('output') === 'json' ? `${stringifyJson(found, 2)}\n` : renderRestores(found, report, form);
    await writeOutput(text, args.text('output-file'), context);
    if (found.length === 0) return EXIT.inSync;
    const isWhole = found.every(
      ({ how, refusals }) =>
        how !== 'none' && refusals.every(({ reason }) => reason === 'secret' || reason === 'immutable' || reason === 'gone'),
    );
    return isWhole ? EXIT.drifted : EXIT.incomplete;
  },
};
