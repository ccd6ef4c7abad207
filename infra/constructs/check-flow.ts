import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import {
  Choice,
  Condition,
  DefinitionBody,
  DistributedMap,
  type IChainable,
  JitterType,
  JsonPath,
  Pass,
  ResultWriterV2,
  S3JsonItemReader,
  Succeed,
  TaskInput,
} from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';

export interface CheckFlowProps {
  readonly plan: IFunction;
  readonly detect: IFunction;
  readonly notify: IFunction;
  /** Holds the checks of a run and what became of them: past 256 KiB neither fits into the payload of the machine. */
  readonly runs: IBucket;
  readonly checksAtOnce: number;
}

/** One cluster that fails never fails the run: each is told of by itself. */
const TOLERATED_PERCENT = 100;

/**
 * plan → each check: detect → notify keeps what it saw, also where detect failed → notify tells what is new. Input: `run`, `at` and, for the checks of one schedule alone, `schedule`, or `push`,
 * for those that follow what was pushed.
 */
export function buildCheckFlow(scope: Construct, { plan, detect, notify, runs, checksAtOnce }: CheckFlowProps): DefinitionBody {
  const planned = withRetry(
    new LambdaInvoke(scope, 'Plan the run', { lambdaFunction: plan, payloadResponseOnly: true, resultPath: '$.plan' }),
  );
  const checks = new DistributedMap(scope, 'Each check', {
    maxConcurrency: checksAtOnce,
    toleratedFailurePercentage: TOLERATED_PERCENT,
    itemReader: new S3JsonItemReader({ bucket: runs, key: JsonPath.stringAt('$.plan.key') }),
    resultWriterV2: new ResultWriterV2({ bucket: runs, prefix: 'results' }),
    resultPath: '$.checks',
  });
  checks.itemProcessor(buildOneCheck(scope, detect, notify));
  // What a map does with a file that holds an empty list is nowhere said.
  const any = new Choice(scope, 'Is there a check?').when(
    Condition.numberEquals('$.plan.count', 0),
    new Succeed(scope, 'Nothing to check'),
  );
  // At the end of the run, so that one cause over many clusters is told of once.
  const told = withRetry(
    new LambdaInvoke(scope, 'Tell', {
      lambdaFunction: notify,
      payloadResponseOnly: true,
      payload: TaskInput.fromObject({ tell: JsonPath.stringAt('$.run') }),
      resultPath: '$.told',
    }),
  );
  return DefinitionBody.fromChainable(planned.next(any.otherwise(checks.next(told))));
}

function buildOneCheck(scope: Construct, detect: IFunction, notify: IFunction): IChainable {
  const keep = withRetry(new LambdaInvoke(scope, 'Keep what it saw', { lambdaFunction: notify, payloadResponseOnly: true }));
  const failed = new Pass(scope, 'Describe the failure', {
    parameters: {
      'check.$': '$.item.id',
      'cluster.$': '$.item.id',
      'run.$': '$.run',
      'at.$': '$.at',
      verdict: 'failed',
      'error.$': '$.failure.Cause',
    },
  });
  const detected = withRetry(new LambdaInvoke(scope, 'Detect', { lambdaFunction: detect, payloadResponseOnly: true }));
  // Given `failure`, the same function keeps that the run failed: a check that fails at every run is told of once.
  const recorded = withRetry(new LambdaInvoke(scope, 'Keep the failure', { lambdaFunction: detect, payloadResponseOnly: true }));
  const ours = new Choice(scope, 'Is it ours?')
    .when(Condition.isPresent('$.held'), new Succeed(scope, 'Another run has it'))
    .otherwise(keep);
  detected.addCatch(recorded, { resultPath: '$.failure' });
  recorded.addCatch(failed.next(keep), { resultPath: '$.notKept' });
  recorded.next(ours);
  return detected.next(ours);
}

function withRetry(task: LambdaInvoke): LambdaInvoke {
  task.addRetry({
    maxAttempts: 3,
    interval: Duration.seconds(5),
    backoffRate: 3,
    maxDelay: Duration.minutes(2),
    jitterStrategy: JitterType.FULL,
  });
  return task;
}
