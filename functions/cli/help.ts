import { wrapText } from '../core/render/wrap-text.ts';
import type { Command, Option } from './command.ts';
import type { CommandEntry } from './commands.ts';

/** What `plumbline help` prints. */
export function writeOverview(commands: readonly CommandEntry[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    'Plumbline shows where a Kubernetes cluster departs from git. It reads with get and list, and never writes.',
    '',
    'Usage: plumbline COMMAND [OPTIONS]',
    '',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    `  ${'help'.padEnd(width)}  Tell more about a command: plumbline help check`,
    '',
    'Exit codes: 0 in sync, 1 drifted, 2 could not run, 3 incomplete (something could not be checked, nothing drifted), 4 a revision lacks what it has to prove.',
    '',
  ].join('\n');
}

/** What `plumbline help COMMAND` prints. */
export function writeCommandHelp(name: string, command: Command): string {
  const positionals = command.positionals.map(({ name: word, optional }) => (optional ? ` [${word}]` : ` ${word}`)).join('');
  return [
    `Usage: plumbline ${name}${positionals} [OPTIONS]`,
    '',
    ...wrapText(command.description, 100),
    '',
    ...command.positionals.flatMap((positional) => writeEntry(positional.name, positional.help)),
    ...(command.positionals.length > 0 ? [''] : []),
    ...(command.options.length > 0
      ? ['Options:', ...command.options.flatMap((option) => writeEntry(formatOption(option), option.help)), '']
      : []),
    'Examples:',
    ...command.examples.flatMap(({ command: line, does }) => [`  ${line}`, `      ${does}`]),
    '',
  ].join('\n');
}

const HELP_COLUMN = 30;

function formatOption({ name, short, value, optional }: Option): string {
  const shown = value === undefined ? '' : optional ? `[=${value}]` : ` ${value}`;
  return `${short ? `-${short}, ` : ''}--${name}${shown}`;
}

function writeEntry(left: string, help: string): string[] {
  const lines = wrapText(help, 100 - HELP_COLUMN);
  const head = `  ${left}`;
  const pad = ' '.repeat(HELP_COLUMN);
  if (head.length > HELP_COLUMN - 2) return [head, ...lines.map((line) => pad + line)];
  return lines.map((line, i) => (i === 0 ? head.padEnd(HELP_COLUMN) : pad) + line);
}
