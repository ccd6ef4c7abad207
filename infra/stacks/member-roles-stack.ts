import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { ArnPrincipal, Grant, Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { allowStar } from '../constructs/allow-star.ts';
import { requireTag } from '../constructs/require-tag.ts';
import type { Member } from '../read-settings.ts';
import { detectRoleName, finderRoleName, planRoleName, readerRoleName } from '../role-names.ts';

export interface MemberRolesStackProps extends StackProps {
  readonly installation: string;
  readonly member: Member;
}

type Discovery = NonNullable<Member['discovery']>;

/**
 * What an account lets an installation ask, be it of another account or of its own: where its clusters are. The roles are global; the access
 * entries that let the reader into clusters are `ClusterAccessStack`, one a region.
 *
 * IAM keeps a trusted role by its id. So the installation is deployed first, and a role made anew under the old name is not trusted.
 */
export class MemberRolesStack extends Stack {
  private readonly installation: string;
  private readonly member: Member;

  constructor(scope: Construct, id: string, { installation, member, ...props }: MemberRolesStackProps) {
    super(scope, id, props);
    this.installation = installation;
    this.member = member;
    const reader = this.createReader();
    if (member.discovery) {
      this.createFinder(member.discovery);
      this.allowDescribeTagged(reader, member.discovery);
    }
  }

  private createReader(): Role {
    const reader = this.createRole('Reader', {
      roleName: readerRoleName(this.installation),
      trusts: detectRoleName(this.installation),
      description: 'Plumbline asks where clusters of this account are, and reads them as a member of a Kubernetes group',
    });
    const arns = Object.entries(this.member.clusters).flatMap(([region, names]) => names.map((name) => this.clusterArn(region, name)));
    if (arns.length > 0) Grant.addToPrincipal({ grantee: reader, actions: ['eks:DescribeCluster'], resourceArns: arns });
    new CfnOutput(this, 'ReaderRoleArn', { value: reader.roleArn, description: 'The role of these clusters in plumbline.yaml' });
    return reader;
  }

  /** `plan` finds clusters with a role of its own, which no cluster knows: finding them opens none. */
  private createFinder(discovery: Discovery): void {
    const finder = this.createRole('Finder', {
      roleName: finderRoleName(this.installation),
      trusts: planRoleName(this.installation),
      description: 'Plumbline finds clusters of this account by their tag, and can open none of them',
    });
    allowStar(finder, {
      actions: ['eks:ListClusters'],
      on: ['*'],
      conditions: { StringEquals: { 'aws:RequestedRegion': discovery.regions } },
      why: 'eks:ListClusters knows no narrower resource. It returns names, of the regions in the condition.',
    });
    // Of those without the tag too: that they do not carry it is seen only in their description.
    allowStar(finder, {
      actions: ['eks:DescribeCluster'],
      on: discovery.regions.map((region) => this.clusterArn(region, '*')),
      why: 'Which clusters carry the tag is seen only in their descriptions.',
    });
    new CfnOutput(this, 'FinderRoleArn', { value: finder.roleArn, description: 'The role that finds these clusters by their tag' });
  }

  /** Clusters that are found at run time are known by their tag, not by name. Their access entries are their owner's to make. */
  private allowDescribeTagged(grantee: Role, { tag, regions }: Discovery): void {
    allowStar(grantee, {
      actions: ['eks:DescribeCluster'],
      on: regions.map((region) => this.clusterArn(region, '*')),
      conditions: requireTag(tag),
      why: 'Only clusters that carry the tag of the condition: they are not known by name.',
    });
  }

  private createRole(
    id: string,
    { trusts, ...props }: { readonly roleName: string; readonly trusts: string; readonly description: string },
  ): Role {
    const { homeAccount, externalId } = this.member;
    const trusted = this.formatArn({ service: 'iam', region: '', account: homeAccount, resource: 'role', resourceName: trusts });
    return new Role(this, id, { ...props, assumedBy: new ArnPrincipal(trusted), externalIds: [externalId] });
  }

  private clusterArn(region: string, name: string): string {
    return this.formatArn({ service: 'eks', region, resource: 'cluster', resourceName: name });
  }
}
