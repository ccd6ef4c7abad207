import { Stack, Validations } from 'aws-cdk-lib';
import { flattenCfnReference } from 'cdk-nag/lib/utils/flatten-cfn-reference.js';
import type { IConstruct } from 'constructs';

/** Accepts that a policy below this construct names a resource with a star, as cdk-nag finds it, for a reason. */
export function acceptStar(construct: IConstruct, resource: string, reason: string): void {
  const spelled = flattenCfnReference(Stack.of(construct).resolve(resource));
  Validations.of(construct).acknowledge({ id: `AwsSolutions-IAM5[Resource::${spelled}]`, reason });
}
