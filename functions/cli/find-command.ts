import { suggestNearest } from '../core/suggest-nearest.ts';
import { COMMANDS, type CommandEntry } from './commands.ts';
import { usageError } from './parse-arguments.ts';

/** The command that these words begin with, and the words behind it; of `report list` and `report` the longer name counts. Throws PlumblineError `usage`. */
export function findCommand(words: readonly string[]): { readonly entry: CommandEntry; readonly rest: readonly string[] } {
  for (const length of [2, 1]) {
    const name = words.slice(0, length).join(' ');
    const entry = COMMANDS.find((candidate) => candidate.name === name);
    if (entry !== undefined) return { entry, rest: words.slice(length) };
  }
  const [name = ''] = words;
  const near = suggestNearest(name, [...COMMANDS.map((candidate) => candidate.name), 'help']);
  const what = name.startsWith('-') ? 'a command comes before its options' : `unknown command ${JSON.stringify(name)}`;
  throw usageError('', `${what}${near === undefined ? '' : `: did you mean ${near}?`}`);
}
