import { exitCodeOf } from '../../core/gate/build-gate-result.ts';
import type { GateResult } from '../../core/gate/gate-message.ts';
import { type GateRequest, parseGateRequest } from '../../core/gate/gate-request.ts';
import { GATE_RENDERERS } from '../../core/render/gate/gate-renderers.ts';
import { SEVERITIES } from '../../core/severity/severity.ts';
import { OUTPUT_OPTIONS } from '../check-options.ts';
import { buildOutputOption, chooseOutputs } from '../choose-outputs.ts';
import type { Command, CommandContext } from '../command.ts';
import { functionOptions, withFunctions } from '../function-options.ts';
import { type Arguments, usageError } from '../parse-arguments.ts';
import { createProgress } from '../progress.ts';
import { writeOutputs } from '../write-report.ts';

const USUAL_FUNCTION = 'plumbline-gate';

/** Asks the deployed gate about a release. */
export const gateCommand: Command = {
  positionals: [],
  options: [
    { name: 'cluster', value: 'NAME', help: 'The cluster, as plumbline.yaml and its reports call it.' },
    { name: 'source', short: 's', value: 'ID', help: 'The source that is released. May be left out where the cluster has only one.' },
    {
      name: 'revision',
      short: 'r',
      value: 'NAME',
      help: 'What is released: a commit with all its digits, a branch or a tag. Default: as configured.',
    },
    {
      name: 'base',
      value: 'NAME',
      help: 'What was released before, to tell what will change from what has drifted. Default: as configured.',
    },
    {
      name: 'fail-on',
      value: 'SEVERITY',
      choices: SEVERITIES,
      help: `Drift below this does not fail the gate: ${SEVERITIES.join(', ')}. Default: any drift does.`,
    },
    ...functionOptions(USUAL_FUNCTION),
    buildOutputOption(GATE_RENDERERS.map(({ name }) => name)),
    ...OUTPUT_OPTIONS.filter(({ name }) => name !== 'output' && name !== 'explain'),
    { name: 'explain', help: 'Fold nothing: tell every object and every field.' },
  ],
  description:
    'Invokes the function "gate" of an installation, waits for its verdict and tells its report: what has drifted, and apart from it what the release will change. Needs lambda:InvokeFunction on that function and nothing else: no access to the cluster, git or the bucket. Exit code: 0 nothing has drifted, whatever the release will change; 1 drifted; 2 could not run; 3 incomplete; 4 a revision lacks what it has to prove.',
  examples: [
    {
      command: 'plumbline gate --cluster prod-eu --source shop --revision 3f2a9c1d8e0b4a7c95d6e1f20a3b4c5d6e7f8091',
      does: 'Before that commit is released: may it be?',
    },
    {
      command: 'plumbline gate --cluster prod-eu --source shop --revision main --base v41 --output markdown --output-file gate.md',
      does: 'What v41 said tells what will change; the outcome for a pull request.',
    },
  ],
  run: async (context) => {
    const { arguments: args } = context;
    const outputs = chooseOutputs('gate', GATE_RENDERERS, context);
    const { fetchGate } = await import('../../io/gate/fetch-gate.ts');
    const gate = await fetchGate(await askGate(readRequest(args), context));
    await writeOutputs(outputs, context, (renderer, look) => renderer.render(gate, look));
    return exitCodeOf(gate.verdict);
  },
};

function readRequest(args: Arguments): GateRequest {
  if (!args.has('cluster')) throw usageError('gate', '--cluster is missing: the name of a cluster in plumbline.yaml');
  const texts = ['cluster', 'source', 'revision', 'base'].map((name) => [name, args.text(name) ?? null]);
  return parseGateRequest({ ...Object.fromEntries(texts), failOn: args.text('fail-on') ?? null });
}

async function askGate(request: GateRequest, context: CommandContext): Promise<GateResult> {
  const { arguments: args, stderr } = context;
  const { invokeGate } = await import('../../io/gate/invoke-gate.ts');
  const progress = createProgress(stderr, args.has('quiet'));
  try {
    progress.update({ stage: 'invoke', done: 0 });
    return await withFunctions(context, (client) => invokeGate(client, args.text('function') ?? USUAL_FUNCTION, request, progress.update));
  } finally {
    progress.end();
  }
}
