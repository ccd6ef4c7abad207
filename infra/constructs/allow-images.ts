import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { allowStar } from './allow-star.ts';

const actions = ['ecr:DescribeImages'];

/** Allows to ask the repositories of ECR that the configuration names what a tag names, and no other. It allows to pull nothing. */
export function allowImages(grantee: IGrantable, repositories: readonly string[]): void {
  const arns = [...new Set(repositories)].sort();
  const named = arns.filter((arn) => !arn.includes('*'));
  if (named.length > 0) Grant.addToPrincipal({ grantee, actions, resourceArns: named });
  const on = arns.filter((arn) => arn.includes('*'));
  if (on.length > 0) allowStar(grantee, { actions, on, why: 'The operator names repositories by a prefix.' });
}
