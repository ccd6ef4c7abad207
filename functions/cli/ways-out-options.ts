import { readFile } from 'node:fs/promises';
import { messageOf, PlumblineError } from '../core/errors.ts';
import { isJsonObject, type Json, parseJson } from '../core/json.ts';
import type { DriftReport } from '../core/report.ts';
import { createSelection } from '../core/ways-out/select-departures.ts';
import type { WayOutChoice } from '../io/ways-out/find-ways-out.ts';
import { CLUSTER_OPTIONS, RUN_OPTIONS, SOURCE_OPTIONS } from './check-options.ts';
import type { CommandContext, Option } from './command.ts';
import { usageError } from './parse-arguments.ts';
import { planFromArguments } from './plan-from-arguments.ts';
import type { CheckInput } from './with-run-options.ts';

/** What restore and adopt take: all of a check, and which departures are meant. */
export const WAYS_OUT_OPTIONS: readonly Option[] = [
  { name: 'namespace', short: 'n', value: 'NAME', repeatable: true, help: 'Only objects of this namespace; * stands for any text.' },
  {
    name: 'field',
    value: 'POINTER',
    repeatable: true,
    help: 'Only this field and what is below it, like /spec/template/spec/containers/web/image; written as in an ignore rule.',
  },
  {
    name: 'report',
    value: 'FILE',
    help: 'Take what departs from this JSON report instead of a check now. Git is read at the commit it names; objects are still read as they are now.',
  },
  ...SOURCE_OPTIONS,
  ...CLUSTER_OPTIONS,
  ...RUN_OPTIONS,
];

/** The check to make, and what of it is meant. Slips in the arguments are told before anything is asked. */
export async function planWayOut(
  command: string,
  objects: readonly string[],
  context: CommandContext,
): Promise<{ readonly input: CheckInput; readonly choice: WayOutChoice }> {
  const { arguments: args } = context;
  const selects = select(command, { objects, namespaces: args.texts('namespace'), fields: args.texts('field') });
  const file = args.text('report');
  const report = file === undefined ? undefined : await readReport(file);
  const input = await planFromArguments(context);
  if (report === undefined) return { input, choice: { selects } };
  const commits = new Map(report.revisions.map(({ source, commit }) => [source, commit]));
  const sources = input.check.sources.map((source) => {
    const commit = commits.get(source.id);
    return commit === undefined || commit === 'worktree' ? source : { ...source, revision: commit };
  });
  return { input: { ...input, check: { ...input.check, sources } }, choice: { selects, report } };
}

function select(command: string, choice: Parameters<typeof createSelection>[0]): WayOutChoice['selects'] {
  try {
    return createSelection(choice);
  } catch (error) {
    throw usageError(command, `--field: ${messageOf(error)}`);
  }
}

async function readReport(file: string): Promise<DriftReport> {
  const value: Json = await readFile(file, 'utf8').then(parseJson, () => null);
  if (isJsonObject(value) && value['schemaVersion'] === 1 && Array.isArray(value['differences'])) return value as unknown as DriftReport;
  throw new PlumblineError('usage', `--report ${file} is no report`, {
    advice: 'Make one with "plumbline check --output json=FILE", or "plumbline report --output json=FILE".',
  });
}
