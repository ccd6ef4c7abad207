import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { CommandContext, Option } from './command.ts';

/** Which function of an installation a command asks, `usual` that of one called plumbline. */
export function functionOptions(usual: string): readonly Option[] {
  return [
    { name: 'function', value: 'NAME', help: `Name or ARN of the function. Default: ${usual}, that of an installation called plumbline.` },
    { name: 'region', value: 'NAME', help: 'Region of the function. Default: as the AWS tools find it.' },
  ];
}

/** Calls `use` with a client for functions, with the credentials that the AWS tools would take. */
export async function withFunctions<T>({ arguments: args }: CommandContext, use: (client: LambdaClient) => Promise<T>): Promise<T> {
  // Loading the client takes longer than everything else here.
  const { LambdaClient: Client } = await import('@aws-sdk/client-lambda');
  const region = args.text('region');
  const client = new Client(region === undefined ? {} : { region });
  try {
    return await use(client);
  } finally {
    client.destroy();
  }
}
