import { join } from 'node:path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Architecture, type ILayerVersion, Runtime } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { BUNDLING, ESM_BANNER } from './bundling.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import { FailureAlarm } from './failure-alarm.ts';
import type { FunctionNetwork } from './function-network.ts';
import type { FunctionRole } from './function-role.ts';

export interface HandlerFunctionProps {
  readonly installation: string;
  /** The file in `functions/handlers`, without its ending. */
  readonly handler: string;
  readonly role: FunctionRole;
  readonly environment: Readonly<Record<string, string>>;
  readonly memoryMb: number;
  readonly timeout: Duration;
  /** Programs it runs, which are for x86_64; without them it runs on arm64, which costs less. */
  readonly tools?: ILayerVersion | undefined;
  /** How many may run at a time, which are then kept free for it. Absent: it takes what is left of the account. */
  readonly concurrency?: number | undefined;
  /** Absent: Lambda's own network, which reaches the internet and no VPC. */
  readonly network?: FunctionNetwork | undefined;
  /** Only where somebody calls it by its name. */
  readonly functionName?: string;
  readonly alarmTopic: ITopic;
}

/**
 * One handler as a function: arm64 (x86_64 where it has tools), bundled, with a log that ends, a queue for what it could not handle, and alarms when it errs or is held back.
 */
export class HandlerFunction extends NodejsFunction {
  /** What it runs as. */
  readonly ownRole: FunctionRole;

  constructor(scope: Construct, id: string, props: HandlerFunctionProps) {
    const { installation, handler, role, network, functionName, alarmTopic } = props;
    const log = new LogGroup(scope, `${id}Log`, { retention: RetentionDays.THREE_MONTHS, removalPolicy: RemovalPolicy.DESTROY });
    super(scope, id, {
      entry: join(import.meta.dirname, `../../functions/handlers/${handler}.ts`),
      depsLockFilePath: join(import.meta.dirname, '../../package-lock.json'),
      runtime: Runtime.NODEJS_24_X,
      architecture: props.tools === undefined ? Architecture.ARM_64 : Architecture.X86_64,
      ...(props.tools === undefined ? {} : { layers: [props.tools] }),
      handler: 'handler',
      role,
      memorySize: props.memoryMb,
      timeout: props.timeout,
      environment: {
        ...props.environment,
        PLUMBLINE_INSTALLATION: installation,
        POWERTOOLS_SERVICE_NAME: handler,
        POWERTOOLS_METRICS_NAMESPACE: 'Plumbline',
        NODE_OPTIONS: '--enable-source-maps',
      },
      ...(functionName === undefined ? {} : { functionName }),
      ...(props.concurrency === undefined ? {} : { reservedConcurrentExecutions: props.concurrency }),
      ...(network === undefined
        ? {}
        : { vpc: network.vpc, vpcSubnets: { subnets: network.subnets }, securityGroups: network.securityGroups }),
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
    this.ownRole = role;
    log.grantWrite(role);
    const period = Duration.minutes(5);
    new FailureAlarm(this, 'Errors', { description: `${handler} erred.`, metric: this.metricErrors({ period }), topic: alarmTopic });
    new FailureAlarm(this, 'Throttles', {
      description: `${handler} was not let run: as many as may run at a time are at work.`,
      metric: this.metricThrottles({ period }),
      topic: alarmTopic,
    });
  }
}
