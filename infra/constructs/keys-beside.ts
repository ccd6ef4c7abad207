import type { Stack } from 'aws-cdk-lib';

/** Every key of the account and region that something is in: of an ARN, those that it names, of a name those of the stack. */
export function keysBeside(stack: Stack, nameOrArn: string): string {
  const [, , , region, account] = nameOrArn.startsWith('arn:') ? nameOrArn.split(':') : [];
  const place = { ...(region === undefined ? {} : { region }), ...(account === undefined ? {} : { account }) };
  return stack.formatArn({ service: 'kms', ...place, resource: 'key', resourceName: '*' });
}
