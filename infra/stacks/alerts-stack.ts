import { ArnFormat, Stack, type StackProps } from 'aws-cdk-lib';
import { Grant, type IGrantable, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { EncryptionKey } from '../constructs/encryption-key.ts';

export interface AlertsStackProps extends StackProps {
  readonly installation: string;
}

/** What SNS does with the key of a topic for whoever publishes to it. */
export const PUBLISH_ENCRYPTED = ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext'];
/** Where SNS tells KMS which topic it is about. */
export const TOPIC_CONTEXT = 'aws:sns:topicArn';

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
    this.allowAlarms();
  }

  /** Allows to publish to both topics. */
  allowPublish(grantee: IGrantable): void {
    Grant.addToPrincipal({ grantee, actions: ['sns:Publish'], resourceArns: [this.chat.topicArn, this.json.topicArn] });
    this.key.grant(grantee, ...PUBLISH_ENCRYPTED);
  }

  /** CloudWatch itself sends an alarm, of this account only; and it uses the key for topics of this account only, which SNS tells KMS. */
  private allowAlarms(): void {
    const cloudWatch = 'cloudwatch.amazonaws.com';
    const alarms = this.formatArn({
      service: 'cloudwatch',
      resource: 'alarm',
      resourceName: '*',
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    Grant.addToPrincipalOrResource({
      grantee: new ServicePrincipal(cloudWatch, { conditions: { ArnLike: { 'aws:SourceArn': alarms } } }),
      actions: ['sns:Publish'],
      resourceArns: [this.chat.topicArn],
      resource: this.chat,
    });
    const topics = this.formatArn({ service: 'sns', resource: '*' });
    this.key.grant(
      new ServicePrincipal(cloudWatch, { conditions: { StringLike: { [`kms:EncryptionContext:${TOPIC_CONTEXT}`]: topics } } }),
      ...PUBLISH_ENCRYPTED,
    );
  }
}
