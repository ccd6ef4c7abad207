import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { PlumblineError } from '../core/errors.ts';
import { asJsonObject, type JsonObject, parseJson } from '../core/json.ts';
import { explainAnswer, explainInvocation } from './gate/explain-invocation.ts';

/** Invokes a function of an installation, and gives the object it answers. Throws PlumblineError where it could not be invoked, failed, or answers no object. */
export async function invokeFunction(client: LambdaClient, functionName: string, request: object): Promise<JsonObject> {
  const { FunctionError: code, Payload = new Uint8Array() } = await invoke(client, functionName, request);
  if (code !== undefined) throw explainAnswer(functionName, { ErrorCode: code });
  const answer = parse(Buffer.from(Payload).toString());
  if (Object.keys(answer).length > 0) return answer;
  throw new PlumblineError('runtime', `the function ${functionName} answers what no Plumbline answers`, {
    advice: '--function names a function of an installation.',
  });
}

function parse(text: string): JsonObject {
  try {
    return asJsonObject(parseJson(text));
  } catch {
    return {};
  }
}

async function invoke(client: LambdaClient, functionName: string, request: object) {
  try {
    return await client.send(new InvokeCommand({ FunctionName: functionName, Payload: Buffer.from(JSON.stringify(request)) }));
  } catch (error) {
    throw explainInvocation(error, functionName, await client.config.region().catch(() => undefined));
  }
}
