import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { FailureAlarm } from './failure-alarm.ts';

export interface DeadLetterQueueProps {
  /** What lies in it, as the alarm says: `checks that could not be started`. */
  readonly holds: string;
  readonly alarmTopic: ITopic;
}

/** Where events end that nobody could handle, for two weeks. The first one rings. */
export class DeadLetterQueue extends Queue {
  readonly alarm: FailureAlarm;

  constructor(scope: Construct, id: string, { holds, alarmTopic }: DeadLetterQueueProps) {
    super(scope, id, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    Validations.of(this).acknowledge({ id: 'AwsSolutions-SQS3', reason: 'It is itself where dead letters go.' });
    this.alarm = new FailureAlarm(this, 'NotEmpty', {
      description: `a dead-letter queue holds ${holds}.`,
      metric: this.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1), statistic: 'Maximum' }),
      topic: alarmTopic,
    });
  }
}
