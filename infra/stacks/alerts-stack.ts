import { Stack, type StackProps } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { EncryptionKey } from '../constructs/encryption-key.ts';

export interface AlertsStackProps extends StackProps {
  readonly installation: string;
}

/** Where an installation speaks: two topics that people and programs subscribe to. */
export class AlertsStack extends Stack {
  /** Its own key: who may publish an alert may not read reports. */
  readonly key: IKey;
  /** For people: custom notifications of Amazon Q Developer, and the alarms of the installation itself. */
  readonly chat: ITopic;
  /** For programs: every alert as plain JSON. */
  readonly json: ITopic;

  constructor(scope: Construct, id: string, { installation, ...props }: AlertsStackProps) {
    super(scope, id, props);
    const key = new EncryptionKey(this, 'Key', { alias: `${installation}-alerts`, description: `Alerts of ${installation}` });
    this.key = key;
    this.chat = new Topic(this, 'Chat', { displayName: `${installation} alerts`, masterKey: key, enforceSSL: true });
    this.json = new Topic(this, 'Json', { displayName: `${installation} alerts as JSON`, masterKey: key, enforceSSL: true });
    // An alarm is sent by CloudWatch itself, of this account only.
    const alarms = new ServicePrincipal('cloudwatch.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
    });
    this.chat.grantPublish(alarms);
  }
}
