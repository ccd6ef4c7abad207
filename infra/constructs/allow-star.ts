import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acceptStar } from './accept-star.ts';

export interface StarProps {
  readonly actions: string[];
  /** Resources with a star in them. */
  readonly on: readonly string[];
  /** Narrows what the star leaves open. */
  readonly conditions?: Record<string, Record<string, unknown>>;
  /** Why it is as narrow as it gets. */
  readonly why: string;
}

/** Grants actions on resources that cannot be named one by one, and tells cdk-nag why. */
export function allowStar(grantee: IGrantable, { actions, on, conditions, why }: StarProps): void {
  Grant.addToPrincipal({ grantee, actions, resourceArns: [...on], ...(conditions === undefined ? {} : { conditions }) });
  const role = grantee.grantPrincipal;
  if (!Construct.isConstruct(role)) throw new Error('only a role of ours is granted a star');
  for (const resource of on) acceptStar(role, resource, why);
}
