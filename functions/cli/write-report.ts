import type { DriftLife } from '../core/render/drift-life.ts';
import type { Renderer, RenderOptions } from '../core/render/renderer.ts';
import { RENDERERS } from '../core/render/renderers.ts';
import type { DriftReport } from '../core/report.ts';
import { chooseOutputs, type Output } from './choose-outputs.ts';
import type { CommandContext } from './command.ts';
import { chooseExitCode, type ExitCode } from './exit-codes.ts';
import { writeOutput } from './write-output.ts';

const USUAL_WIDTH = 100;

/** The outputs of a report that the arguments ask for. Asked for before the check begins, so that a typo costs nothing. */
export function chooseReportOutputs(command: string, context: CommandContext): readonly Output<Renderer>[] {
  return chooseOutputs(command, RENDERERS, context);
}

/** Writes a report where the arguments say, and nothing else to stdout. Returns the exit code of its verdict. */
export async function writeReport(
  report: DriftReport,
  outputs: readonly Output<Renderer>[],
  context: CommandContext,
  life?: DriftLife,
): Promise<ExitCode> {
  await writeOutputs(outputs, context, ({ render }, options) => render(report, { ...options, life }));
  return chooseExitCode(report);
}

/** Writes each output where it belongs. One that cannot be written keeps none of the others; the first that failed is thrown at the end. */
export async function writeOutputs<T>(
  outputs: readonly Output<T>[],
  context: CommandContext,
  render: (renderer: T, options: RenderOptions) => string,
): Promise<void> {
  const { arguments: args, now } = context;
  const failures: unknown[] = [];
  for (const { renderer, file } of outputs) {
    const options = { colour: chooseColour(context, file), width: chooseWidth(context, file), now, explain: args.has('explain') };
    try {
      await writeOutput(render(renderer, options), file, context);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
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
