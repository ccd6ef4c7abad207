import { CfnAccessEntry } from 'aws-cdk-lib/aws-eks';
import { Construct } from 'constructs';

/** The group that the ClusterRole of `plumbline rbac` is bound to. */
export const READERS_GROUP = 'plumbline:readers';

export interface AccessEntriesProps {
  /** Names of EKS clusters in the account and region of the stack. */
  readonly clusters: readonly string[];
  /** The role that is let in. */
  readonly principalArn: string;
}

/** Makes a role a member of one Kubernetes group in each cluster, and no more: what the group may read is said in the cluster, by its ClusterRole. */
export class AccessEntries extends Construct {
  constructor(scope: Construct, id: string, { clusters, principalArn }: AccessEntriesProps) {
    super(scope, id);
    for (const clusterName of clusters) {
      new CfnAccessEntry(this, clusterName, { clusterName, principalArn, kubernetesGroups: [READERS_GROUP] });
    }
  }
}
