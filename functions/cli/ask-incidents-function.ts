import type { IncidentRequest } from '../core/incident/incident-request.ts';
import type { CommandContext, Option } from './command.ts';

const USUAL_FUNCTION = 'plumbline-incidents';

/** Where the incidents of an installation are asked for. */
export const FUNCTION_OPTIONS: readonly Option[] = [
  {
    name: 'function',
    value: 'NAME',
    help: `Name or ARN of the function. Default: ${USUAL_FUNCTION}, that of an installation called plumbline.`,
  },
  { name: 'region', value: 'NAME', help: 'Region of the function. Default: as the AWS tools find it.' },
];

/** Asks the function that `--function` names, with the credentials that the AWS tools would take. */
export async function askIncidentsFunction(request: IncidentRequest, { arguments: args }: CommandContext) {
  // Loading the client takes longer than everything else here.
  const [{ LambdaClient }, { askIncidents }] = await Promise.all([
    import('@aws-sdk/client-lambda'),
    import('../io/incidents/ask-incidents.ts'),
  ]);
  const region = args.text('region');
  const client = new LambdaClient(region === undefined ? {} : { region });
  try {
    return await askIncidents(client, args.text('function') ?? USUAL_FUNCTION, request);
  } finally {
    client.destroy();
  }
}
