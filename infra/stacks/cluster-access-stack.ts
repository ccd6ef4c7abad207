import { Stack, type StackProps } from 'aws-cdk-lib';
import { CfnAccessEntry } from 'aws-cdk-lib/aws-eks';
import { Construct } from 'constructs';
import { readerRoleName } from '../role-names.ts';

/** The group that the ClusterRole of `plumbline rbac` is bound to. */
export const READERS_GROUP = 'plumbline:readers';

export interface ClusterAccessStackProps extends StackProps {
  readonly installation: string;
  /** Names of EKS clusters of this account and region. */
  readonly clusters: readonly string[];
}

/**
 * Makes the reader role of this account a member of one Kubernetes group in each cluster of a region, and no more: what the group may read is said
 * in the cluster, by the ClusterRole of `plumbline rbac`.
 */
export class ClusterAccessStack extends Stack {
  constructor(scope: Construct, id: string, { installation, clusters, ...props }: ClusterAccessStackProps) {
    super(scope, id, props);
    const principalArn = this.formatArn({ service: 'iam', region: '', resource: 'role', resourceName: readerRoleName(installation) });
    const access = new Construct(this, 'Access');
    for (const clusterName of clusters) {
      new CfnAccessEntry(access, clusterName, { clusterName, principalArn, kubernetesGroups: [READERS_GROUP] });
    }
  }
}
