import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { PlumblineError } from '../../core/errors.ts';
import type { IncidentAnswer, IncidentRequest } from '../../core/incident/incident-request.ts';
import { explainAnswer, explainInvocation } from '../gate/explain-invocation.ts';

/** Asks the function `incidents` of an installation. Throws PlumblineError where it could not be asked, or says that the request is wrong. */
export async function askIncidents(
  client: LambdaClient,
  functionName: string,
  request: IncidentRequest,
): Promise<Exclude<IncidentAnswer, { readonly type: 'error' }>> {
  const answer = await invoke(client, functionName, request);
  if (answer.type !== 'error') return answer;
  const { code, message, advice } = answer;
  throw new PlumblineError(code === 'unexpected' ? 'runtime' : code, message, advice === undefined ? {} : { advice });
}

async function invoke(client: LambdaClient, functionName: string, request: IncidentRequest): Promise<IncidentAnswer> {
  const asked = await ask(client, functionName, request);
  if (asked.FunctionError !== undefined) throw explainAnswer(functionName, { ErrorCode: asked.FunctionError });
  try {
    const answer = JSON.parse(Buffer.from(asked.Payload ?? []).toString()) as IncidentAnswer;
    if (answer.type === 'incidents' || answer.type === 'snoozed' || answer.type === 'error') return answer;
  } catch {
    // Told below: what the text is, is nobody's business.
  }
  throw new PlumblineError('runtime', `the function ${functionName} answers what no Plumbline answers`, {
    advice: '--function names the function of an installation: <installation>-incidents.',
  });
}

async function ask(client: LambdaClient, functionName: string, request: IncidentRequest) {
  try {
    return await client.send(new InvokeCommand({ FunctionName: functionName, Payload: Buffer.from(JSON.stringify(request)) }));
  } catch (error) {
    throw explainInvocation(error, functionName, await client.config.region().catch(() => undefined));
  }
}
