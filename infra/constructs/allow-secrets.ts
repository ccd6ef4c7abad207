import { ArnFormat, Stack } from 'aws-cdk-lib';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { allowStar } from './allow-star.ts';
import { keysBeside } from './keys-beside.ts';

/** Allows to read secrets by their names or ARNs, and no other, whatever key they are encrypted with. */
export function allowSecrets(grantee: Construct & IGrantable, names: readonly string[]): void {
  if (names.length === 0) return;
  const stack = Stack.of(grantee);
  const arns = names.map((name) => spellArn(stack, name));
  Grant.addToPrincipal({ grantee, actions: ['secretsmanager:GetSecretValue'], resourceArns: arns });
  allowStar(grantee, {
    actions: ['kms:Decrypt'],
    on: [...new Set(names.map((name) => keysBeside(stack, name)))],
    conditions: { StringLike: { 'kms:EncryptionContext:SecretARN': arns } },
    why: 'Whoever owns a secret chooses its key. The condition leaves nothing but the secrets that are named.',
  });
}

/** Secrets Manager ends every ARN with six characters of its own. */
function spellArn(stack: Stack, name: string): string {
  if (name.startsWith('arn:')) return /-[A-Za-z0-9]{6}$/.test(name) ? name : `${name}-??????`;
  const resourceName = `${name}-??????`;
  return stack.formatArn({ service: 'secretsmanager', resource: 'secret', resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
}
