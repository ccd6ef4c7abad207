import { describe, it } from 'node:test';
import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { DeadLetterQueue } from '../../../infra/constructs/dead-letter-queue.ts';
import { AlertsStack } from '../../../infra/stacks/alerts-stack.ts';
import { createEmptyApp } from '../sample-installation.ts';

const app = createEmptyApp();
const { chat } = new AlertsStack(app, 'alerts', { installation: 'plumbline' });
const stack = new Stack(app, 'functions');
new DeadLetterQueue(stack, 'Lost', { holds: 'checks that could not be started', alarmTopic: chat });
const template = Template.fromStack(stack);

describe('DeadLetterQueue', () => {
  it('is encrypted, takes nothing without TLS and keeps what it has for two weeks', () => {
    template.hasResourceProperties('AWS::SQS::Queue', { SqsManagedSseEnabled: true, MessageRetentionPeriod: 1_209_600 });
    template.hasResourceProperties('AWS::SQS::QueuePolicy', {
      PolicyDocument: {
        Statement: [Match.objectLike({ Effect: 'Deny', Action: 'sqs:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })],
      },
    });
  });

  it('rings at the first letter, where people look, and says what was lost', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Statistic: 'Maximum',
      Threshold: 0,
      ComparisonOperator: 'GreaterThanThreshold',
      EvaluationPeriods: 1,
      AlarmDescription: 'Plumbline: a dead-letter queue holds checks that could not be started.',
      AlarmActions: [{ 'Fn::ImportValue': Match.stringLikeRegexp('alerts:.*Chat') }],
    });
  });
});
