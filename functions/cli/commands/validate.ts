import { summarizeConfig } from '../../core/config/summarize-config.ts';
import { escapeText } from '../../core/render/escape-text.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { readConfig } from '../read-config.ts';

/** Checks a configuration. */
export const validateCommand: Command = {
  positionals: [{ name: 'FILE', help: 'The configuration. Default: plumbline.yaml in this folder.', optional: true }],
  options: [],
  description:
    'Checks a configuration without asking a cluster, a repository or an account, and tells what it says: clusters, sources, schedules, and which roles and secrets are asked for. Exit code: 0 valid, 2 not, with every problem at its file and line.',
  examples: [
    { command: 'plumbline validate', does: 'The plumbline.yaml of this folder.' },
    { command: 'plumbline validate examples/fleet/plumbline.yaml', does: 'Before it is committed, or in a pull request.' },
  ],
  run: async (context) => {
    const file = context.arguments.positionals[0] ?? 'plumbline.yaml';
    const summary = summarizeConfig(await readConfig(file));
    const lines = [`✓ ${file} is valid.`, '', ...summary.trimEnd().split('\n')];
    await context.stdout.write(lines.map((line) => `${escapeText(line)}\n`).join(''));
    return EXIT.inSync;
  },
};
