import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AccessEntries } from '../constructs/access-entries.ts';
import { readerRoleName } from '../role-names.ts';

export interface ClusterAccessStackProps extends StackProps {
  readonly installation: string;
  /** Names of EKS clusters of this account and region. */
  readonly clusters: readonly string[];
}

/** Lets the reader role of this account into the clusters of a region. */
export class ClusterAccessStack extends Stack {
  constructor(scope: Construct, id: string, { installation, clusters, ...props }: ClusterAccessStackProps) {
    super(scope, id, props);
    const principalArn = this.formatArn({ service: 'iam', region: '', resource: 'role', resourceName: readerRoleName(installation) });
    new AccessEntries(this, 'Access', { clusters, principalArn });
  }
}
