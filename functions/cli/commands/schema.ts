import { buildConfigJsonSchema } from '../../core/config/config-schema.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { usageError } from '../parse-arguments.ts';
import { writeOutput } from '../write-output.ts';

const SCHEMAS: Readonly<Record<string, () => unknown>> = {
  config: buildConfigJsonSchema,
  report: async () => (await import('../../../docs/report.schema.json', { with: { type: 'json' } })).default,
};
const NAMES = Object.keys(SCHEMAS);

/** Prints the JSON Schema of the configuration, or of a report. */
export const schemaCommand: Command = {
  positionals: [{ name: 'WHAT', optional: true, help: `One of ${NAMES.join(', ')}. Default: config.` }],
  options: [{ name: 'output-file', value: 'FILE', help: 'Write it there instead of to stdout.' }],
  description:
    'Prints the JSON Schema of plumbline.yaml, with which editors complete and check it, or of what "--output json" writes, for programs that read it.',
  examples: [
    {
      command: 'plumbline schema > plumbline.schema.json',
      does: 'Then begin plumbline.yaml with: # yaml-language-server: $schema=plumbline.schema.json',
    },
    { command: 'plumbline schema report', does: 'What a report holds, with the meaning of each part.' },
  ],
  run: async (context) => {
    const what = context.arguments.positionals[0] ?? 'config';
    const build = Object.hasOwn(SCHEMAS, what) ? SCHEMAS[what] : undefined;
    if (build === undefined) throw usageError('schema', `there is no schema of ${JSON.stringify(what)}: it is one of ${NAMES.join(', ')}`);
    await writeOutput(`${JSON.stringify(await build(), null, 2)}\n`, context.arguments.text('output-file'), context);
    return EXIT.inSync;
  },
};
