import type { Renderer } from '../core/render/renderer.ts';
import { findRenderer, RENDERERS } from '../core/render/renderers.ts';
import type { DriftReport } from '../core/report.ts';
import type { CommandContext } from './command.ts';
import { chooseExitCode, type ExitCode } from './exit-codes.ts';
import { usageError } from './parse-arguments.ts';
import { writeOutput } from './write-output.ts';

const USUAL_WIDTH = 100;

/** The renderer that `--output` names. Asked for before the check begins, so that a typo costs nothing. */
export function chooseRenderer({ arguments: args }: CommandContext): Renderer {
  const name = args.text('output');
  const renderer = name === undefined ? RENDERERS[0] : findRenderer(name);
  if (renderer === undefined) throw usageError('check', `there is no output ${JSON.stringify(name)}`);
  return renderer;
}

/** Writes a report where the arguments say, and nothing else to stdout. Returns the exit code of its verdict. */
export async function writeReport(report: DriftReport, renderer: Renderer, context: CommandContext): Promise<ExitCode> {
  const { arguments: args, now } = context;
  const file = args.text('output-file');
  const text = renderer.render(report, {
    colour: chooseColour(context, file),
    width: chooseWidth(context, file),
    now,
    explain: args.has('explain'),
  });
  await writeOutput(text, file, context);
  return chooseExitCode(report.verdict);
}

/** The width of the terminal, or the usual one where there is none. */
export function chooseWidth({ stdout }: CommandContext, file: string | undefined): number {
  return (file === undefined ? stdout.columns : undefined) ?? USUAL_WIDTH;
}

/** What was asked for on the command line, else in the environment, else whether it is a terminal. */
export function chooseColour({ arguments: args, environment, stdout }: CommandContext, file: string | undefined): boolean {
  if (args.has('no-color')) return false;
  if (args.has('color')) return true;
  if (file !== undefined) return false;
  return environment.colour ?? stdout.isTerminal;
}
