import { ArnFormat, Duration, Fn, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { LogLevel, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { StorageStack } from '../stacks/storage-stack.ts';
import { acceptStar } from './accept-star.ts';
import { buildCheckFlow } from './check-flow.ts';
import { FailureAlarm } from './failure-alarm.ts';

export interface CheckMachineProps {
  readonly plan: IFunction;
  readonly detect: IFunction;
  readonly notify: IFunction;
  readonly checksAtOnce: number;
  readonly storage: StorageStack;
  readonly alarmTopic: ITopic;
}

/** Plans the checks of a run, makes them side by side, and tells what there is to tell. It rings when a run does not come to its end. */
export class CheckMachine extends StateMachine {
  constructor(scope: Construct, id: string, { plan, detect, notify, checksAtOnce, storage, alarmTopic }: CheckMachineProps) {
    const { runs, key } = storage;
    super(scope, id, {
      definitionBody: buildCheckFlow(new Construct(scope, `${id}Flow`), { plan, detect, notify, runs, checksAtOnce }),
      comment: 'Plans the checks of a run, makes them side by side, and tells what there is to tell',
      tracingEnabled: true,
      timeout: Duration.hours(2),
      logs: {
        level: LogLevel.ALL,
        destination: new LogGroup(scope, `${id}Log`, {
          // Below this name Step Functions needs no statement of its own in the one policy that all logs of the account share, which has an end.
          logGroupName: `/aws/vendedlogs/states/${Stack.of(scope).stackName}`,
          retention: RetentionDays.THREE_MONTHS,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
      },
    });
    // CDK lets the map read its items and write its results, and leaves out the key that both are encrypted with.
    key.grant(this, 'kms:Decrypt', 'kms:GenerateDataKey');
    this.acceptStars([plan, detect, notify], storage.exportValue(runs.bucketName));
    const period = Duration.minutes(5);
    const alarms = [
      ['Failed', 'failed', this.metricFailed({ period })],
      ['TimedOut', 'took too long and was ended', this.metricTimedOut({ period })],
      ['Aborted', 'was aborted', this.metricAborted({ period })],
    ] as const;
    for (const [name, what, metric] of alarms) new FailureAlarm(this, name, { description: `a run ${what}.`, metric, topic: alarmTopic });
  }

  private acceptStars(functions: readonly IFunction[], runsBucket: string): void {
    const stack = Stack.of(this);
    for (const each of functions) {
      acceptStar(this, `${each.functionArn}:*`, 'CDK grants every version of a function that the machine starts.');
    }
    const results = stack.formatArn({ service: 's3', region: '', account: '', resource: runsBucket, resourceName: '*' });
    acceptStar(this, results, 'Checks and results of each run have keys of their own.');
    acceptStar(this, '*', 'Traces and the delivery of logs know no narrower resource.');
    const name = Fn.select(6, Fn.split(':', this.stateMachineArn));
    for (const runs of [`${name}:*`, `${name}/*:*`]) {
      const execution = { service: 'states', resource: 'execution', resourceName: runs, arnFormat: ArnFormat.COLON_RESOURCE_NAME };
      acceptStar(this, stack.formatArn(execution), 'A distributed map starts and watches executions of its own machine.');
    }
  }
}
