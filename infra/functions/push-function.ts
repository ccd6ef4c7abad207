import { Duration, Validations } from 'aws-cdk-lib';
import { FunctionUrlAuthType } from 'aws-cdk-lib/aws-lambda';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { allowSecrets } from '../constructs/allow-secrets.ts';
import { FailureAlarm } from '../constructs/failure-alarm.ts';
import { FunctionRole } from '../constructs/function-role.ts';
import { HandlerFunction } from '../constructs/handler-function.ts';
import type { FunctionContext } from './function-context.ts';

export interface PushFunctionProps {
  readonly machine: StateMachine;
  /** The secret that forges sign with, by its name. Absent: one is made. */
  readonly secret: string | undefined;
}

/** A webhook is answered in a moment. More at a time than these come from somebody who means no good. */
const WEBHOOKS_AT_ONCE = 5;

/** `push`: takes webhooks from anybody, believes those that are signed, and starts the checks that follow. It can do nothing else. */
export class PushFunction extends HandlerFunction {
  readonly url: string;
  readonly secretName: string;

  constructor(scope: Construct, id: string, context: FunctionContext, { machine, secret }: PushFunctionProps) {
    const { installation, configFile, alerts } = context;
    const own = secret === undefined ? createSecret(scope, `${id}Secret`) : undefined;
    const secretName = own?.secretName ?? secret ?? '';
    super(scope, id, {
      installation,
      handler: 'push',
      role: new FunctionRole(scope, `${id}Role`),
      environment: {
        PLUMBLINE_CONFIG: configFile.s3ObjectUrl,
        PLUMBLINE_WEBHOOK_SECRET: secretName,
        PLUMBLINE_STATE_MACHINE: machine.stateMachineArn,
      },
      memoryMb: 512,
      timeout: Duration.seconds(30),
      concurrency: context.reserve(WEBHOOKS_AT_ONCE),
      alarmTopic: alerts.chat,
    });
    this.secretName = secretName;
    configFile.allowRead(this);
    own?.grantRead(this);
    if (secret !== undefined) allowSecrets(this, [secret]);
    machine.grantStartExecution(this);
    // Forges have no credentials of AWS: the function itself verifies who signed.
    this.url = this.addFunctionUrl({ authType: FunctionUrlAuthType.NONE }).url;
    // What goes wrong is answered, and so no error of the function.
    new FailureAlarm(this, 'Answers', {
      description: 'push could not take a webhook; its log says why.',
      metric: this.metric('Url5xxCount', { statistic: 'Sum', period: Duration.minutes(5) }),
      topic: alerts.chat,
    });
  }
}

function createSecret(scope: Construct, id: string): Secret {
  const secret = new Secret(scope, id, {
    description: 'Webhooks of forges are signed with it: put the same into the settings of each repository',
    generateSecretString: { passwordLength: 64, excludePunctuation: true },
  });
  Validations.of(secret).acknowledge({ id: 'AwsSolutions-SMG4', reason: 'Forges hold it too, and none takes a new one by itself.' });
  return secret;
}
