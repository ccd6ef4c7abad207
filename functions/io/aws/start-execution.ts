import { type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { messageOf, PlumblineError } from '../../core/errors.ts';

/**
 * Starts a state machine under a name that it takes once in 90 days: a second start of that name is `already-started`, or, while the first still
 * runs with the very same input, is the first one.
 */
export async function startExecution(
  client: SFNClient,
  stateMachine: string,
  { name, input }: { readonly name: string; readonly input: object },
): Promise<'started' | 'already-started'> {
  try {
    await client.send(new StartExecutionCommand({ stateMachineArn: stateMachine, name, input: JSON.stringify(input) }));
    return 'started';
  } catch (error) {
    if (error instanceof Error && error.name === 'ExecutionAlreadyExists') return 'already-started';
    throw new PlumblineError('runtime', `${stateMachine} did not start: ${messageOf(error)}`, { cause: error });
  }
}
