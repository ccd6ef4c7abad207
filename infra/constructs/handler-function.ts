import { join } from 'node:path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import { Architecture, Runtime } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { BUNDLING, ESM_BANNER } from './bundling.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';

export interface HandlerFunctionProps {
  /** The file in `functions/handlers`, without its ending. */
  readonly handler: string;
  readonly role: IRole;
  readonly environment: Readonly<Record<string, string>>;
  readonly memoryMb: number;
  readonly timeout: Duration;
  /** How many may run at a time; absent: no bound of its own. */
  readonly concurrency?: number;
  readonly alarmTopic: ITopic;
}

/** One handler as a function: arm64, bundled, with a log that ends, a queue for what it could not handle and an alarm when it errs. */
export class HandlerFunction extends NodejsFunction {
  readonly errors: Alarm;

  constructor(
    scope: Construct,
    id: string,
    { handler, role, environment, memoryMb, timeout, concurrency, alarmTopic }: HandlerFunctionProps,
  ) {
    const log = new LogGroup(scope, `${id}Log`, { retention: RetentionDays.THREE_MONTHS, removalPolicy: RemovalPolicy.DESTROY });
    super(scope, id, {
      entry: join(import.meta.dirname, `../../functions/handlers/${handler}.ts`),
      depsLockFilePath: join(import.meta.dirname, '../../package-lock.json'),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'handler',
      role,
      memorySize: memoryMb,
      timeout,
      environment: { ...environment, NODE_OPTIONS: '--enable-source-maps' },
      ...(concurrency === undefined ? {} : { reservedConcurrentExecutions: concurrency }),
      deadLetterQueue: new DeadLetterQueue(scope, `${id}DeadLetters`, { holds: `events that ${handler} could not handle`, alarmTopic }),
      logGroup: log,
      bundling: {
        format: OutputFormat.ESM,
        target: BUNDLING.target,
        minify: BUNDLING.minify,
        mainFields: [...BUNDLING.mainFields],
        banner: ESM_BANNER,
        sourceMap: true,
        sourcesContent: false,
        externalModules: [],
      },
    });
    log.grantWrite(role);
    this.errors = new Alarm(this, 'Errors', {
      alarmDescription: `Plumbline: ${handler} erred.`,
      metric: this.metricErrors({ period: Duration.minutes(5) }),
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      threshold: 0,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    this.errors.addAlarmAction(new SnsAction(alarmTopic));
  }
}
