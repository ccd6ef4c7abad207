import { renderExplanation } from '../../core/render/explanation/render-explanation.ts';
import { type ExplainTarget, explainDeclared } from '../../io/explain-object.ts';
import { CLUSTER_OPTIONS, OUTPUT_OPTIONS, RUN_OPTIONS, SOURCE_OPTIONS } from '../check-options.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { type Arguments, usageError } from '../parse-arguments.ts';
import { planFromArguments } from '../plan-from-arguments.ts';
import { withRunOptions } from '../with-run-options.ts';
import { writeOutput } from '../write-output.ts';
import { chooseColour, chooseWidth } from '../write-report.ts';

/** Options of a check that mean nothing here. */
const HIDDEN = new Set(['output', 'explain', 'no-unmanaged']);

/** Explains every field of one object. */
export const explainCommand: Command = {
  positionals: [
    { name: 'KIND/NAME', help: 'The object, like deployment/web, or ingress.networking.k8s.io/web where the kind alone is not enough.' },
  ],
  options: [
    { name: 'namespace', short: 'n', value: 'NAME', help: 'Namespace of the object, where several have that name.' },
    ...[...SOURCE_OPTIONS, ...CLUSTER_OPTIONS, ...RUN_OPTIONS, ...OUTPUT_OPTIONS].filter(({ name }) => !HIDDEN.has(name)),
  ],
  description:
    'Compares one object and prints each of its fields with the rule that judged it: why it is drift, why it is none, who owns it. Exit code: 0 when the object could be compared, 2 when not.',
  examples: [{ command: 'plumbline explain deployment/web -n shop --source .', does: 'Why web is, or is not, reported.' }],
  run: async (context) => {
    const target = readTarget(context.arguments);
    const { check, ...input } = await planFromArguments(context);
    // Only what git declares can be explained, so nothing else is read.
    const narrowed = { ...check, scope: { ...check.scope, unmanaged: false } };
    const explanation = await withRunOptions({ ...input, check: narrowed }, context, (options) => explainDeclared(target, options));
    const file = context.arguments.text('output-file');
    const look = { colour: chooseColour(context, file), width: chooseWidth(context, file), now: context.now };
    await writeOutput(renderExplanation(explanation, look), file, context);
    return EXIT.inSync;
  },
};

function readTarget(args: Arguments): ExplainTarget {
  const [, kind, name] = /^([^/]+)\/([^/]+)$/.exec(args.positionals[0] ?? '') ?? [];
  if (kind === undefined || name === undefined) throw usageError('explain', 'name the object as KIND/NAME, like deployment/web');
  const namespace = args.text('namespace');
  return { kind, name, ...(namespace === undefined ? {} : { namespace }) };
}
