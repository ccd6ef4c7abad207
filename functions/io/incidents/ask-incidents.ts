import type { LambdaClient } from '@aws-sdk/client-lambda';
import { PlumblineError } from '../../core/errors.ts';
import type { IncidentAnswer, IncidentRequest } from '../../core/incident/incident-request.ts';
import { invokeFunction } from '../invoke-function.ts';

/** Asks the function `incidents` of an installation. Throws PlumblineError where it could not be asked, or says that the request is wrong. */
export async function askIncidents(
  client: LambdaClient,
  functionName: string,
  request: IncidentRequest,
): Promise<Exclude<IncidentAnswer, { readonly type: 'error' }>> {
  const answer = (await invokeFunction(client, functionName, request)) as unknown as IncidentAnswer;
  switch (answer.type) {
    case 'incidents':
    case 'snoozed':
    case 'digest':
      return answer;
    case 'error': {
      const { code, message, advice } = answer;
      throw new PlumblineError(code === 'unexpected' ? 'runtime' : code, message, advice === undefined ? {} : { advice });
    }
  }
  throw new PlumblineError('runtime', `the function ${functionName} answers what no Plumbline answers`, {
    advice: '--function names the function of an installation: <installation>-incidents.',
  });
}
