import { Duration } from 'aws-cdk-lib';
import { TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Construct } from 'constructs';
import { countMetric } from '../constructs/count-metric.ts';
import { FailureAlarm } from '../constructs/failure-alarm.ts';
import { FunctionRole } from '../constructs/function-role.ts';
import { HandlerFunction } from '../constructs/handler-function.ts';
import type { FunctionContext } from './function-context.ts';
import { FLEET_FILE } from './plan-function.ts';

/** `watch`: asks every five minutes after checks that do not come. It only reads, and rings by its metric: also where there is none. */
export class WatchFunction extends HandlerFunction {
  constructor(scope: Construct, id: string, { installation, configFile, storage, alerts }: FunctionContext) {
    super(scope, id, {
      installation,
      handler: 'watch',
      role: new FunctionRole(scope, `${id}Role`),
      environment: {
        PLUMBLINE_CONFIG: configFile.s3ObjectUrl,
        PLUMBLINE_WORK_BUCKET: storage.runs.bucketName,
        PLUMBLINE_STATE_TABLE: storage.state.tableName,
      },
      memoryMb: 512,
      timeout: Duration.minutes(2),
      alarmTopic: alerts.chat,
    });
    configFile.allowRead(this);
    storage.allowRead(this, storage.runs, FLEET_FILE);
    storage.allowReadState(this);
    new Rule(this, 'EveryFiveMinutes', {
      description: 'Plumbline: ask after checks that do not come',
      schedule: Schedule.rate(Duration.minutes(5)),
      targets: [new LambdaFunction(this, { maxEventAge: Duration.minutes(5), retryAttempts: 2 })],
    });
    new FailureAlarm(this, 'StaleChecks', {
      description: 'a check does not come, or nobody asks after them; the log of watch names it.',
      // Of three times that it asks, one may fail.
      metric: countMetric(installation, 'StaleChecks', { statistic: 'Maximum', period: Duration.minutes(15) }),
      topic: alerts.chat,
      missing: TreatMissingData.BREACHING,
    });
  }
}
