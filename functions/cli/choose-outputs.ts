import type { CommandContext, Option } from './command.ts';
import { usageError } from './parse-arguments.ts';

/** One outcome to write: in which form, and to which file. `file` is absent for stdout. */
export interface Output<T> {
  readonly renderer: T;
  readonly file?: string;
}

/** The option by which outputs are chosen. */
export function buildOutputOption(names: readonly string[]): Option {
  return {
    name: 'output',
    short: 'o',
    value: 'FORMAT[=FILE]',
    repeatable: true,
    choices: names,
    choiceOf: nameFormat,
    help: `One of ${names.join(', ')}; into FILE where one is named. May be given several times, one of them without a file. Default: text.`,
  };
}

/**
 * What `--output` and `--output-file` ask for, in the order of the arguments; the first renderer where they ask for none. Asked before the work
 * begins, so that a typo costs nothing. Throws PlumblineError `usage` where two would go to the same place.
 */
export function chooseOutputs<T extends { readonly name: string }>(
  command: string,
  renderers: readonly T[],
  { arguments: args }: Pick<CommandContext, 'arguments'>,
): readonly Output<T>[] {
  const outputFile = args.text('output-file');
  const given = args.texts('output');
  const outputs = (given.length === 0 ? [renderers[0]?.name ?? ''] : given).map((text): Output<T> => {
    const name = nameFormat(text);
    const renderer = renderers.find((candidate) => candidate.name === name);
    if (renderer === undefined) throw usageError(command, `there is no output ${JSON.stringify(name)}`);
    if (text.length > name.length) {
      const file = text.slice(name.length + 1);
      if (file === '') throw usageError(command, `--output ${text}: the name of the file is missing behind "="`);
      return { renderer, file };
    }
    return outputFile === undefined ? { renderer } : { renderer, file: outputFile };
  });
  checkPlaces(command, outputs, given, outputFile);
  return outputs;
}

function checkPlaces<T extends { readonly name: string }>(
  command: string,
  outputs: readonly Output<T>[],
  given: readonly string[],
  outputFile: string | undefined,
): void {
  const bare = given.filter((text) => !text.includes('='));
  const [, second] = bare;
  if (second !== undefined) {
    const place = outputFile === undefined ? 'stdout' : `--output-file ${outputFile}`;
    throw usageError(command, `${bare.join(' and ')} would both go to ${place}: name a file, --output ${second}=FILE`);
  }
  if (outputFile !== undefined && given.length > 0 && bare.length === 0)
    throw usageError(command, `--output-file ${outputFile}: every --output names a file already`);
  const files = outputs.map(({ file }) => file);
  const twice = files.find((file, i) => file !== undefined && files.indexOf(file) !== i);
  if (twice !== undefined) throw usageError(command, `two outputs would be written to ${twice}`);
}

function nameFormat(text: string): string {
  return text.split('=', 1)[0] ?? '';
}
