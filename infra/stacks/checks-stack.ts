import { CfnOutput, RemovalPolicy, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { ClusterConfig } from '../../functions/core/config/fleet-config.ts';
import { listDigestSchedules } from '../../functions/core/config/list-digest-schedules.ts';
import { listSchedules } from '../../functions/core/config/list-schedules.ts';
import type { Config } from '../../functions/core/config.ts';
import { AccessEntries } from '../constructs/access-entries.ts';
import { CheckMachine } from '../constructs/check-machine.ts';
import { CheckSchedules } from '../constructs/check-schedules.ts';
import { ConfigFile } from '../constructs/config-file.ts';
import { DigestSchedules } from '../constructs/digest-schedules.ts';
import { FunctionNetwork } from '../constructs/function-network.ts';
import { ReleaseRole } from '../constructs/release-role.ts';
import { RenderingTools } from '../constructs/rendering-tools.ts';
import { CHECKS_AT_ONCE, DetectFunction } from '../functions/detect-function.ts';
import type { FunctionContext } from '../functions/function-context.ts';
import { GateFunction } from '../functions/gate-function.ts';
import { IncidentsFunction } from '../functions/incidents-function.ts';
import { NotifyFunction } from '../functions/notify-function.ts';
import { PlanFunction } from '../functions/plan-function.ts';
import { PushFunction } from '../functions/push-function.ts';
import { WatchFunction } from '../functions/watch-function.ts';
import type { Settings } from '../read-settings.ts';
import type { AlertsStack } from './alerts-stack.ts';
import type { StorageStack } from './storage-stack.ts';

export interface ChecksStackProps extends StackProps {
  readonly settings: Settings;
  /** The file, as it is deployed, and what it says. */
  readonly configFile: string;
  readonly config: Config;
  readonly storage: StorageStack;
  readonly alerts: AlertsStack;
}

/** Checks of a small account, which has few functions at a time for all it does. */
const CHECKS_OF_A_SMALL_ACCOUNT = 5;

/** What runs: functions, the state machine over them, and its schedules. */
export class ChecksStack extends Stack {
  constructor(scope: Construct, id: string, { settings, configFile, config, storage, alerts, ...props }: ChecksStackProps) {
    super(scope, id, props);
    const { installation, vpc, rendering, reservedConcurrency, webhook, release, accessEntries } = settings;
    const context: FunctionContext = {
      installation,
      configFile: new ConfigFile(this, 'Config', { path: configFile }),
      config,
      storage,
      alerts,
      network: vpc && new FunctionNetwork(this, 'Network', vpc),
      tools: rendering ? new RenderingTools(this, 'Tools') : undefined,
      reserve: (concurrency) => (reservedConcurrency ? concurrency : undefined),
    };
    const plan = new PlanFunction(this, 'Plan', context);
    const detect = new DetectFunction(this, 'Detect', context, { mask: this.createMaskKey() });
    const notify = new NotifyFunction(this, 'Notify', context, { bus: new EventBus(this, 'Bus', { eventBusName: installation }) });
    const gate = new GateFunction(this, 'Gate', context, { detect });
    const machine = new CheckMachine(this, 'Checks', {
      plan,
      detect,
      notify,
      checksAtOnce: reservedConcurrency ? CHECKS_AT_ONCE : CHECKS_OF_A_SMALL_ACCOUNT,
      storage,
      alarmTopic: alerts.chat,
    });
    if (webhook) {
      const push = new PushFunction(this, 'Push', context, { machine, secret: webhook.secret });
      this.output('WebhookUrl', push.url, 'Where forges send webhooks of the repositories');
      this.output('WebhookSecret', push.secretName, 'The secret of Secrets Manager that they sign with');
    }
    new WatchFunction(this, 'Watch', context);
    const incidents = new IncidentsFunction(this, 'Incidents', context);
    this.output('IncidentsFunction', incidents.functionName, 'The function that `plumbline incidents` and `plumbline snooze` ask');
    const digests = listDigestSchedules(config.routes);
    if (digests.length > 0) new DigestSchedules(this, 'Digests', { schedules: digests, notify });
    new CheckSchedules(this, 'Schedules', { schedules: listSchedules(config), machine, alarmTopic: alerts.chat });
    this.output('GateFunction', gate.functionName, 'The function that a release pipeline calls');
    if (release) {
      const role = new ReleaseRole(this, 'Release', { installation, gate, ...release });
      this.output('ReleaseRoleArn', role.roleArn, 'The role that workflows of GitHub take to call the gate');
    }
    this.letIn(detect, config.clusters, accessEntries);
  }

  /** Lets `detect` into the clusters that the settings name, and says of which ones of this account somebody else has to. */
  private letIn({ ownRole }: DetectFunction, clusters: readonly ClusterConfig[], names: readonly string[]): void {
    const read = clusters
      .filter(({ eks }) => eks.role === undefined)
      .map(({ name, eks }) => ({ name: eks.name ?? name, region: eks.region }));
    const unknown = names.filter((name) => !read.some((cluster) => cluster.name === name));
    if (unknown.length > 0) throw new Error(`accessEntries: the configuration reads no cluster ${unknown.join(', ')} without a role`);
    new AccessEntries(this, 'Access', { clusters: names, principalArn: ownRole.roleArn });
    this.output('DetectRoleArn', ownRole.roleArn, 'Who reads clusters of this account: the principal of their access entries');
    const left = read.filter(({ name }) => !names.includes(name)).map(({ name, region }) => `${name} (${region})`);
    if (left.length > 0)
      this.output('AccessEntriesToMake', left.join(', '), 'Clusters of this account whose access entry is not made here');
  }

  private output(name: string, value: string, description: string): void {
    new CfnOutput(this, name, { value, description });
  }

  private createMaskKey(): Secret {
    const mask = new Secret(this, 'MaskKey', {
      description: 'Keys the mask of values in reports; without it nobody can try out guesses',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    Validations.of(mask).acknowledge({ id: 'AwsSolutions-SMG4', reason: 'With another key every masked value would look changed.' });
    return mask;
  }
}
