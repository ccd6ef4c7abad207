import { buildConfigJsonSchema } from '../../core/config/config-schema.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { writeOutput } from '../write-output.ts';

/** Prints the JSON Schema of the configuration. */
export const schemaCommand: Command = {
  positionals: [],
  options: [{ name: 'output-file', value: 'FILE', help: 'Write it there instead of to stdout.' }],
  description: 'Prints the JSON Schema of plumbline.yaml, with which editors complete and check it.',
  examples: [
    {
      command: 'plumbline schema > plumbline.schema.json',
      does: 'Then begin plumbline.yaml with: # yaml-language-server: $schema=plumbline.schema.json',
    },
  ],
  run: async (context) => {
    await writeOutput(`${JSON.stringify(buildConfigJsonSchema(), null, 2)}\n`, context.arguments.text('output-file'), context);
    return EXIT.inSync;
  },
};
