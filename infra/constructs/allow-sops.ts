import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';

/** Allows to decrypt with the keys of SOPS that the configuration names, by their ARNs, and with no other. */
export function allowSops(grantee: IGrantable, keys: readonly string[]): void {
  if (keys.length > 0) Grant.addToPrincipal({ grantee, actions: ['kms:Decrypt'], resourceArns: [...new Set(keys)].sort() });
}
