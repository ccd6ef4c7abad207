import { type CfnElement, Duration, RemovalPolicy, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Grant, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { ContextAttribute, Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { StepFunctionsStartExecution } from 'aws-cdk-lib/aws-scheduler-targets';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { LogLevel, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct, type IConstruct } from 'constructs';
import { listSchedules } from '../../functions/core/config/list-schedules.ts';
import type { Config } from '../../functions/core/config.ts';
import { buildCheckFlow } from '../constructs/check-flow.ts';
import { HandlerFunction } from '../constructs/handler-function.ts';
import { detectRoleName, planRoleName } from '../role-names.ts';
import type { AlertsStack } from './alerts-stack.ts';
import type { StorageStack } from './storage-stack.ts';

export interface ChecksStackProps extends StackProps {
  readonly installation: string;
  /** The file, as it is deployed, and what it says. */
  readonly configFile: string;
  readonly config: Config;
  readonly storage: StorageStack;
  readonly alerts: AlertsStack;
}

/** What runs: functions, the state machine over them, and its schedules. */
export class ChecksStack extends Stack {
  readonly machine: StateMachine;

  constructor(scope: Construct, id: string, props: ChecksStackProps) {
    super(scope, id, props);
    const { installation, config } = props;
    const { reports, runs, state, key: dataKey } = props.storage;
    const { chat, json, key: alertKey } = props.alerts;
    const configAsset = new Asset(this, 'Config', { path: props.configFile });
    const mask = new Secret(this, 'MaskKey', {
      description: 'Keys the mask of values in reports; without it nobody can try out guesses',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    Validations.of(mask).acknowledge({ id: 'AwsSolutions-SMG4', reason: 'With another key every masked value would look changed.' });
    const bus = new EventBus(this, 'Bus', { eventBusName: installation });

    const plan = new HandlerFunction(this, 'Plan', {
      handler: 'plan',
      role: this.createRole('PlanRole', planRoleName(installation)),
      environment: { PLUMBLINE_CONFIG: configAsset.s3ObjectUrl, PLUMBLINE_WORK_BUCKET: runs.bucketName },
      memoryMb: 512,
      timeout: Duration.minutes(5),
      alarmTopic: chat,
    });
    const detect = new HandlerFunction(this, 'Detect', {
      handler: 'detect',
      role: this.createRole('DetectRole', detectRoleName(installation)),
      environment: {
        PLUMBLINE_CONFIG: configAsset.s3ObjectUrl,
        PLUMBLINE_REPORT_BUCKET: reports.bucketName,
        PLUMBLINE_STATE_TABLE: state.tableName,
        PLUMBLINE_MASK_SECRET: mask.secretName,
      },
      memoryMb: 1769, // one whole processor
      timeout: Duration.minutes(15),
      alarmTopic: chat,
    });
    const notify = new HandlerFunction(this, 'Notify', {
      handler: 'notify',
      role: this.createRole('NotifyRole'),
      environment: { PLUMBLINE_CHAT_TOPIC: chat.topicArn, PLUMBLINE_JSON_TOPIC: json.topicArn, PLUMBLINE_EVENT_BUS: bus.eventBusName },
      memoryMb: 256,
      timeout: Duration.minutes(1),
      alarmTopic: chat,
    });
    const allow = (grantee: HandlerFunction, actions: string[], resourceArns: string[]) =>
      Grant.addToPrincipal({ grantee, actions, resourceArns });
    const configObject = configAsset.bucket.arnForObjects(configAsset.s3ObjectKey);
    allow(plan, ['s3:GetObject'], [configObject]);
    allow(plan, ['s3:PutObject'], [runs.arnForObjects('plans/*')]);
    allow(plan, ['s3:GetObject'], [runs.arnForObjects('plans/fleet.json')]);
    // Without it a file that is not there yet looks like one that may not be read.
    allow(plan, ['s3:ListBucket'], [runs.bucketArn]);
    allow(detect, ['s3:GetObject'], [configObject]);
    allow(detect, ['s3:GetObject', 's3:PutObject'], [reports.arnForObjects('reports/*')]);
    allow(detect, ['s3:ListBucket'], [reports.bucketArn]);
    allow(detect, ['dynamodb:GetItem', 'dynamodb:UpdateItem'], [state.tableArn]);
    for (const grantee of [plan, detect]) allow(grantee, ['kms:Decrypt', 'kms:GenerateDataKey'], [dataKey.keyArn]);
    mask.grantRead(detect);
    this.grantSources(detect, config);
    allow(notify, ['sns:Publish'], [chat.topicArn, json.topicArn]);
    allow(notify, ['kms:Decrypt', 'kms:GenerateDataKey'], [alertKey.keyArn]);
    bus.grantPutEventsTo(notify);
    acknowledge(
      plan.role,
      `${spellExport(props.storage, 'FnGetAttRunsE45A2291Arn9AFA3150')}/plans/*`,
      'Each run writes its checks under a key of its own.',
    );
    acknowledge(
      detect.role,
      `${spellExport(props.storage, 'FnGetAttReports65402A0AArn549BAC56')}/reports/*`,
      'Each report has a key of its own.',
    );

    this.machine = new StateMachine(this, 'Checks', {
      definitionBody: buildCheckFlow(new Construct(this, 'Flow'), { plan, detect, notify, runs }),
      comment: 'Plans the checks of a run, makes them side by side, and tells what there is to tell',
      tracingEnabled: true,
      timeout: Duration.hours(2),
      logs: {
        level: LogLevel.ALL,
        destination: new LogGroup(this, 'ChecksLog', { retention: RetentionDays.THREE_MONTHS, removalPolicy: RemovalPolicy.DESTROY }),
      },
    });
    this.acknowledgeMachine([plan, detect, notify], `arn:<AWS::Partition>:s3:::${spellExport(props.storage, 'RefRunsE45A229154DE1E8E')}/*`);
    for (const [index, { expression }] of listSchedules(config).entries()) {
      new Schedule(this, `Schedule${index}`, {
        description: `Plumbline: the checks that run at ${expression}`,
        schedule: ScheduleExpression.expression(expression),
        target: new StepFunctionsStartExecution(this.machine, {
          input: ScheduleTargetInput.fromObject({
            run: ContextAttribute.executionId,
            at: ContextAttribute.scheduledTime,
            schedule: expression,
          }),
        }),
      });
    }
  }

  private acknowledgeMachine(functions: readonly HandlerFunction[], results: string): void {
    const logicalId = ({ node }: IConstruct): string => this.getLogicalId(node.defaultChild as CfnElement);
    for (const each of functions) {
      acknowledge(this.machine, `<${logicalId(each)}.Arn>:*`, 'CDK grants every version of a function that the machine starts.');
    }
    acknowledge(this.machine, results, 'The results of each run have keys of their own.');
    acknowledge(this.machine, '*', 'Traces and the delivery of logs know no narrower resource.');
    const name = `{"Fn::Select":[6,{"Fn::Split":[":",{"Ref":"${logicalId(this.machine)}"}]}]}`;
    for (const runs of [`${name}:*`, `${name}/*:*`]) {
      const resource = `arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:${runs}`;
      acknowledge(this.machine, resource, 'A distributed map starts and watches executions of its own machine.');
    }
  }

  private createRole(id: string, roleName?: string): Role {
    return new Role(this, id, {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      ...(roleName === undefined ? {} : { roleName }),
    });
  }

  /** Reader roles of the clusters, and the secrets of the git hosts, each by its name: nothing that the configuration does not name. */
  private grantSources(detect: HandlerFunction, config: Config): void {
    const roles = new Set([
      ...config.clusters.flatMap(({ eks }) => eks?.role ?? []),
      ...(config.discover?.accounts ?? []).map(({ role }) => role),
    ]);
    const secrets = new Set(config.sources.flatMap(({ secret }) => secret ?? []));
    if (roles.size > 0) Grant.addToPrincipal({ grantee: detect, actions: ['sts:AssumeRole'], resourceArns: [...roles].sort() });
    for (const [index, name] of [...secrets].sort().entries()) Secret.fromSecretNameV2(this, `GitSecret${index}`, name).grantRead(detect);
    const own = config.clusters.flatMap(({ name, eks }) =>
      eks?.role === undefined
        ? [this.formatArn({ service: 'eks', region: eks?.region ?? this.region, resource: 'cluster', resourceName: eks?.name ?? name })]
        : [],
    );
    if (own.length > 0) Grant.addToPrincipal({ grantee: detect, actions: ['eks:DescribeCluster'], resourceArns: own.sort() });
  }
}

/** Accepts one finding of cdk-nag about a policy: the resource as the finding spells it, and why it ends in a star. */
function acknowledge(construct: IConstruct | undefined, resource: string, reason: string): void {
  if (construct) Validations.of(construct).acknowledge({ id: `AwsSolutions-IAM5[Resource::${resource}]`, reason });
}

/** How a finding spells what another stack gives out under this name. */
function spellExport(stack: Stack, output: string): string {
  return `${stack.stackName}:ExportsOutput${output}`;
}
