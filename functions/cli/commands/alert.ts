import { PlumblineError } from '../../core/errors.ts';
import { asString } from '../../core/json.ts';
import { escapeText } from '../../core/render/escape-text.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { functionOptions, withFunctions } from '../function-options.ts';
import { usageError } from '../parse-arguments.ts';

const USUAL_FUNCTION = 'plumbline-notify';

/** Tries a route of a deployed installation. */
export const alertCommand: Command = {
  positionals: [{ name: 'test', help: 'What to do: there is only test.' }],
  options: [
    {
      name: 'route',
      value: 'NAME',
      help: 'The route, as plumbline.yaml calls it; or installation:chat, installation:json, installation:events.',
    },
    { name: 'digest', help: 'Send a sample of a digest instead.' },
    ...functionOptions(USUAL_FUNCTION),
  ],
  description:
    'Invokes the function "notify" of an installation, which sends a sample to one route on the way that every alert goes, and takes it back at once: what is tried is the channel, its secret and the rights of the function. Exit code: 0 where the provider confirmed both, 2 where it did not, with its reason.',
  examples: [
    { command: 'plumbline alert test --route team-shop', does: 'Does the channel of team-shop arrive?' },
    { command: 'plumbline alert test --route team-shop --digest', does: 'What does a digest look like there?' },
  ],
  run: async (context) => {
    const { arguments: args, stdout } = context;
    if (args.positionals[0] !== 'test') throw usageError('alert', 'say what to do: plumbline alert test --route NAME');
    const route = args.text('route');
    if (route === undefined) throw usageError('alert', '--route is missing: which one to try');
    const isDigest = args.has('digest');
    const answer = await withFunctions(context, async (client) => {
      const { invokeFunction } = await import('../../io/invoke-function.ts');
      return invokeFunction(
        client,
        args.text('function') ?? USUAL_FUNCTION,
        isDigest ? { test: route, sample: 'digest' } : { test: route },
      );
    });
    const error = asString(answer['error']);
    const advice = asString(answer['advice']);
    if (error !== undefined) throw new PlumblineError('runtime', error, advice === undefined ? {} : { advice });
    await stdout.write(`${escapeText(route)} took a sample${isDigest ? ' of a digest' : ', and that it is over'}.\n`);
    return EXIT.inSync;
  },
};
