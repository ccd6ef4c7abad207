import { parseArgs } from 'node:util';
import { PlumblineError } from '../core/errors.ts';
import { suggestNearest } from '../core/suggest-nearest.ts';
import type { Command, Option } from './command.ts';

/** Arguments of one command, checked against its options. */
export interface Arguments {
  readonly positionals: readonly string[];
  /** The value of an option, undefined where it was not given. */
  readonly text: (name: string) => string | undefined;
  /** All values of a repeatable option. */
  readonly texts: (name: string) => readonly string[];
  /** True where the switch was given. */
  readonly has: (name: string) => boolean;
}

/** Reads the arguments behind a command's name. Throws PlumblineError `usage` that says what was meant. */
export function parseArguments(name: string, command: Pick<Command, 'options' | 'positionals'>, args: readonly string[]): Arguments {
  const { tokens } = parseArgs({
    args: [...args],
    options: describeOptions(command.options),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values = new Map<string, string[]>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const option = command.options.find((candidate) => candidate.name === token.name);
    if (option === undefined) throw explainUnknown(name, command.options, token.rawName);
    const given = values.get(option.name);
    if (given && !option.repeatable) throw usageError(name, `${token.rawName} is given twice`);
    values.set(option.name, [...(given ?? []), readValue(name, option, token)]);
  }
  checkPositionals(name, command, positionals);
  return {
    positionals,
    text: (option) => values.get(option)?.[0],
    texts: (option) => values.get(option) ?? [],
    has: (option) => values.has(option),
  };
}

/** An error of usage, with where to read more. */
export function usageError(command: string, message: string): PlumblineError {
  return new PlumblineError('usage', message, { advice: `"plumbline help${command === '' ? '' : ` ${command}`}" tells what there is.` });
}

function describeOptions(options: readonly Option[]): NonNullable<Parameters<typeof parseArgs>[0]>['options'] & object {
  return Object.fromEntries(
    options.map(({ name, short, value, optional, repeatable }) => [
      name,
      {
        type: value === undefined || optional ? ('boolean' as const) : ('string' as const),
        ...(short ? { short } : {}),
        ...(repeatable ? { multiple: true } : {}),
      },
    ]),
  );
}

interface OptionToken {
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function readValue(command: string, option: Option, { rawName, value, inlineValue }: OptionToken): string {
  if (option.value === undefined) {
    if (value !== undefined) throw usageError(command, `${rawName} takes no value`);
    return '';
  }
  if (value === undefined && option.optional) return '';
  if (value === undefined || value === '' || (!inlineValue && /^-./.test(value)))
    throw usageError(command, `${rawName} needs a value: ${rawName} ${option.value}`);
  const choice = option.choiceOf?.(value) ?? value;
  if (option.choices && !option.choices.includes(choice)) {
    const near = suggestNearest(choice, option.choices);
    const hint = near === undefined ? `it is one of ${option.choices.join(', ')}` : `did you mean ${near}?`;
    throw usageError(command, `${rawName} ${choice}: ${hint}`);
  }
  return value;
}

function explainUnknown(command: string, options: readonly Option[], rawName: string): PlumblineError {
  const near = suggestNearest(
    rawName,
    options.map((option) => `--${option.name}`),
  );
  return usageError(command, `unknown option ${rawName}${near === undefined ? '' : `: did you mean ${near}?`}`);
}

function checkPositionals(name: string, command: Pick<Command, 'positionals'>, given: readonly string[]): void {
  const wanted = command.positionals.filter(({ optional }) => !optional).map((positional) => positional.name);
  const extra = given[command.positionals.length];
  if (extra !== undefined) throw usageError(name, `${JSON.stringify(extra)} is one argument too many`);
  if (given.length < wanted.length) throw usageError(name, `${wanted.slice(given.length).join(' ')} is missing`);
}
