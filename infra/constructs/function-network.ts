import { Annotations, ArnFormat, Stack } from 'aws-cdk-lib';
import { type ISecurityGroup, type ISubnet, type IVpc, SecurityGroup, Subnet, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Effect, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { VpcSettings } from '../read-settings.ts';
import { acceptStar } from './accept-star.ts';

/** What Lambda does with the role of a function to put it into a VPC. */
const INTERFACE_ACTIONS = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:UnassignPrivateIpAddresses',
];

/**
 * The part of a VPC that functions run in, to reach private endpoints of clusters. From there they reach what the VPC has a way to, and nothing
 * else. Besides the API servers (443; their security groups let these in) that has to be, through a NAT gateway or an endpoint each: STS, EKS,
 * Secrets Manager (interface endpoints with private DNS), S3 and DynamoDB (gateway endpoints), and the git hosts. Logs and dead letters are sent by
 * Lambda itself, and KMS is called by the services; neither needs a way, unless keys of SOPS are named: then `detect` calls KMS. A cluster of another region needs STS and EKS of that region.
 */
export class FunctionNetwork extends Construct {
  readonly vpc: IVpc;
  readonly subnets: ISubnet[];
  readonly securityGroups: ISecurityGroup[];

  constructor(scope: Construct, id: string, { vpcId, subnetIds, securityGroupIds }: VpcSettings) {
    super(scope, id);
    // Zones are of no matter, since the subnets are named; CDK wants one.
    this.vpc = Vpc.fromVpcAttributes(this, 'Vpc', { vpcId, availabilityZones: ['any'] });
    Annotations.of(this).acknowledgeWarning('@aws-cdk/aws-ec2:noSubnetRouteTableId', 'The way out of the subnets is not ours to change.');
    this.subnets = subnetIds.map((subnetId) => Subnet.fromSubnetId(this, subnetId, subnetId));
    this.securityGroups = securityGroupIds.map((group) => SecurityGroup.fromSecurityGroupId(this, group, group, { mutable: false }));
  }

  /** Lets Lambda make network interfaces for functions with this role. The code of the functions may not: its calls carry their source. */
  allowInterfaces(role: Role): void {
    const resources = ['*'];
    role.addToPolicy(new PolicyStatement({ actions: INTERFACE_ACTIONS, resources }));
    const functions = Stack.of(this).formatArn({
      service: 'lambda',
      resource: 'function',
      resourceName: '*',
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    role.addToPolicy(
      new PolicyStatement({
        effect: Effect.DENY,
        actions: INTERFACE_ACTIONS,
        resources,
        conditions: { ArnLike: { 'lambda:SourceFunctionArn': functions } },
      }),
    );
    acceptStar(role, '*', 'Lambda asks for its network interfaces on all resources; the code of the function is denied them.');
  }
}
