import { Duration, Stack } from 'aws-cdk-lib';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { DiscoverConfig } from '../../functions/core/config/fleet-config.ts';
import { allowStar } from '../constructs/allow-star.ts';
import { countMetric } from '../constructs/count-metric.ts';
import { FailureAlarm } from '../constructs/failure-alarm.ts';
import { FunctionRole } from '../constructs/function-role.ts';
import { HandlerFunction } from '../constructs/handler-function.ts';
import { planRoleName } from '../role-names.ts';
import type { FunctionContext } from './function-context.ts';

/** Where `plan` writes down what the fleet is, for `watch`. */
export const FLEET_FILE = 'plans/fleet.json';

/** `plan`: reads the configuration, finds clusters by their tag, and writes the checks of a run. It opens no cluster and reads no secret. */
export class PlanFunction extends HandlerFunction {
  constructor(scope: Construct, id: string, { installation, config, configFile, storage, alerts }: FunctionContext) {
    super(scope, id, {
      installation,
      handler: 'plan',
      role: new FunctionRole(scope, `${id}Role`, planRoleName(installation)),
      environment: { PLUMBLINE_CONFIG: configFile.s3ObjectUrl, PLUMBLINE_WORK_BUCKET: storage.runs.bucketName },
      memoryMb: 512,
      timeout: Duration.minutes(5),
      alarmTopic: alerts.chat,
    });
    configFile.allowRead(this);
    // It reads what it wrote about the fleet the last time.
    storage.allowRead(this, storage.runs, FLEET_FILE);
    storage.allowWrite(this, storage.runs, 'plans/*');
    new FailureAlarm(this, 'Problems', {
      description: 'a part of the fleet could not be looked at; the log of plan names it.',
      metric: countMetric(installation, 'PlanProblems', { statistic: 'Maximum', period: Duration.minutes(5) }),
      topic: alerts.chat,
    });
    if (config.discover !== undefined) this.allowDiscovery(config.discover);
  }

  /** Clusters of its own account it finds as itself, those of others with the finder of each. */
  private allowDiscovery({ regions, accounts }: DiscoverConfig): void {
    const finders = [...new Set(accounts.map(({ role, finder }) => finder ?? role))].sort();
    if (finders.length > 0) Grant.addToPrincipal({ grantee: this, actions: ['sts:AssumeRole'], resourceArns: finders });
    allowStar(this, {
      actions: ['eks:ListClusters'],
      on: ['*'],
      conditions: { StringEquals: { 'aws:RequestedRegion': regions } },
      why: 'eks:ListClusters knows no narrower resource. It returns names, of the regions in the condition.',
    });
    allowStar(this, {
      actions: ['eks:DescribeCluster'],
      on: regions.map((region) => Stack.of(this).formatArn({ service: 'eks', region, resource: 'cluster', resourceName: '*' })),
      why: 'Which clusters carry the tag is seen only in their descriptions.',
    });
  }
}
