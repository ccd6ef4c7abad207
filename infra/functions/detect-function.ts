import { Duration, Stack } from 'aws-cdk-lib';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { listSecrets } from '../../functions/core/config/list-secrets.ts';
import type { Config } from '../../functions/core/config.ts';
import { allowImages } from '../constructs/allow-images.ts';
import { allowSecrets } from '../constructs/allow-secrets.ts';
import { allowSops } from '../constructs/allow-sops.ts';
import { allowStar } from '../constructs/allow-star.ts';
import { countMetric } from '../constructs/count-metric.ts';
import { FailureAlarm } from '../constructs/failure-alarm.ts';
import { FunctionRole } from '../constructs/function-role.ts';
import { HandlerFunction } from '../constructs/handler-function.ts';
import { requireTag } from '../constructs/require-tag.ts';
import { detectRoleName } from '../role-names.ts';
import type { FunctionContext } from './function-context.ts';

/** Checks that are made side by side: what the map starts at a time, and what is kept free for them. */
export const CHECKS_AT_ONCE = 50;

export interface DetectFunctionProps {
  /** Keys the mask of values. */
  readonly mask: Secret;
}

/** `detect`: reads git and one cluster, writes its report. It holds no secret of a channel. */
export class DetectFunction extends HandlerFunction {
  /** Where everything is: `gate` works with the same. */
  readonly variables: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, context: FunctionContext, { mask }: DetectFunctionProps) {
    const { installation, config, configFile, storage, alerts, network, tools } = context;
    const role = new FunctionRole(scope, `${id}Role`, detectRoleName(installation));
    network?.allowInterfaces(role);
    const variables = {
      PLUMBLINE_CONFIG: configFile.s3ObjectUrl,
      PLUMBLINE_REPORT_BUCKET: storage.reports.bucketName,
      PLUMBLINE_STATE_TABLE: storage.state.tableName,
      PLUMBLINE_MASK_SECRET: mask.secretName,
      ...tools?.variables,
    };
    super(scope, id, {
      installation,
      handler: 'detect',
      role,
      environment: variables,
      memoryMb: 1769, // one whole processor
      timeout: Duration.minutes(15),
      tools,
      concurrency: context.reserve(CHECKS_AT_ONCE),
      network,
      alarmTopic: alerts.chat,
    });
    new FailureAlarm(this, 'KindsLost', {
      description: 'kinds of a cluster can no longer be read; the log of detect names them.',
      metric: countMetric(installation, 'KindsLost', { statistic: 'Maximum', period: Duration.minutes(5) }),
      topic: alerts.chat,
    });
    this.variables = variables;
    configFile.allowRead(this);
    storage.allowRead(this, storage.reports, 'reports/*');
    storage.allowWrite(this, storage.reports, 'reports/*');
    storage.allowUpdateState(this);
    mask.grantRead(this);
    this.allowClusters(config);
    allowSecrets(this, listSecrets(config));
    allowSops(this, config.sops.keys);
    if (config.images.check) allowImages(this, config.images.ecr);
  }

  /** Reader roles of other accounts, and clusters of its own account: by name, or by the tag they are found by. */
  private allowClusters({ clusters, discover }: Config): void {
    const roles = new Set([...clusters.flatMap(({ eks }) => eks.role ?? []), ...(discover?.accounts ?? []).map(({ role }) => role)]);
    if (roles.size > 0) Grant.addToPrincipal({ grantee: this, actions: ['sts:AssumeRole'], resourceArns: [...roles].sort() });
    const own = clusters.filter(({ eks }) => eks.role === undefined).map(({ name, eks }) => this.clusterArn(eks.region, eks.name ?? name));
    if (own.length > 0) Grant.addToPrincipal({ grantee: this, actions: ['eks:DescribeCluster'], resourceArns: own.sort() });
    if (discover === undefined) return;
    allowStar(this, {
      actions: ['eks:DescribeCluster'],
      on: discover.regions.map((region) => this.clusterArn(region, '*')),
      conditions: requireTag(discover.tag),
      why: 'Only clusters that carry the tag of the condition: they are not known by name.',
    });
  }

  private clusterArn(region: string, resourceName: string): string {
    return Stack.of(this).formatArn({ service: 'eks', region, resource: 'cluster', resourceName });
  }
}
