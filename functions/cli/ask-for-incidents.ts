import { PlumblineError } from '../core/errors.ts';
import type { IncidentAnswer, IncidentRequest } from '../core/incident/incident-request.ts';
import { listAccepted } from '../core/incident/list-accepted.ts';
import { openLocalDocuments } from '../io/documents/local-documents.ts';
import { answerIncidentRequest } from '../io/incidents/answer-request.ts';
import { USUAL_STORE } from '../io/local-report-store.ts';
import type { CommandContext, Option } from './command.ts';
import { functionOptions, withFunctions } from './function-options.ts';
import { usageError } from './parse-arguments.ts';
import { readConfig } from './read-config.ts';

type SuccessfulAnswer = Exclude<IncidentAnswer, { readonly type: 'error' }>;

const USUAL_FUNCTION = 'plumbline-incidents';

/** Where incidents are asked for: an installation, or a folder of this machine. */
export const INCIDENTS_OPTIONS: readonly Option[] = [
  {
    name: 'store',
    value: 'DIR',
    optional: true,
    help: 'Ask no installation: the incidents that "plumbline check --store" keeps in this folder. Default: .plumbline.',
  },
  {
    name: 'config',
    short: 'c',
    value: 'FILE',
    help: 'With --store: the configuration whose `accepted` counts. Default: plumbline.yaml, where there is one.',
  },
  ...functionOptions(USUAL_FUNCTION),
];

const COMMANDS = { list: 'incidents', digest: 'digest', snooze: 'snooze', wake: 'snooze' } as const;

/** Asks the folder that `--store` names, or the function that `--function` names. */
export async function askForIncidents(request: IncidentRequest, context: CommandContext): Promise<SuccessfulAnswer> {
  const folder = context.arguments.text('store');
  if (folder !== undefined) return askFolder(folder || USUAL_STORE, request, context);
  return withFunctions(context, async (client) => {
    const { askIncidents } = await import('../io/incidents/ask-incidents.ts');
    return askIncidents(client, context.arguments.text('function') ?? USUAL_FUNCTION, request);
  });
}

async function askFolder(folder: string, request: IncidentRequest, { arguments: args, now }: CommandContext): Promise<SuccessfulAnswer> {
  for (const option of ['function', 'region'])
    if (args.has(option)) throw usageError(COMMANDS[request.type], `--store and --${option} exclude each other`);
  const { accepted, routes } = await readConfig(args.text('config'));
  const answer = await answerIncidentRequest(
    openLocalDocuments(folder, () => Date.parse(now)),
    { ...request },
    now,
    { accepted: listAccepted(accepted), routes },
  );
  if (answer.type !== 'error') return answer;
  const { code, message, advice } = answer;
  throw new PlumblineError(code === 'unexpected' ? 'runtime' : code, message, advice === undefined ? {} : { advice });
}
