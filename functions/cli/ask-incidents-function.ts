import type { IncidentRequest } from '../core/incident/incident-request.ts';
import type { CommandContext } from './command.ts';
import { functionOptions, withFunctions } from './function-options.ts';

const USUAL_FUNCTION = 'plumbline-incidents';

/** Where the incidents of an installation are asked for. */
export const INCIDENTS_OPTIONS = functionOptions(USUAL_FUNCTION);

/** Asks the function that `--function` names. */
export function askIncidentsFunction(request: IncidentRequest, context: CommandContext) {
  return withFunctions(context, async (client) => {
    const { askIncidents } = await import('../io/incidents/ask-incidents.ts');
    return askIncidents(client, context.arguments.text('function') ?? USUAL_FUNCTION, request);
  });
}
