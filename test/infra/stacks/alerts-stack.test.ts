import { describe, it } from 'node:test';

import { Match, Template } from 'aws-cdk-lib/assertions';
import { AlertsStack } from '../../../infra/stacks/alerts-stack.ts';
import { createEmptyApp } from '../sample-installation.ts';

const template = Template.fromStack(new AlertsStack(createEmptyApp(), 'alerts', { installation: 'plumbline' }));

describe('AlertsStack', () => {
  it('has a topic for people and one for programs, encrypted with a key of their own', () => {
    const [key = ''] = Object.keys(template.findResources('AWS::KMS::Key'));
    template.resourceCountIs('AWS::SNS::Topic', 2);
    template.allResourcesProperties('AWS::SNS::Topic', { KmsMasterKeyId: { 'Fn::GetAtt': [key, 'Arn'] } });
  });

  it('refuses to publish for whoever comes without TLS', () => {
    for (const topic of Object.keys(template.findResources('AWS::SNS::Topic'))) {
      template.hasResourceProperties('AWS::SNS::TopicPolicy', {
        Topics: [{ Ref: topic }],
        PolicyDocument: {
          Statement: Match.arrayWith([
            Match.objectLike({
              Effect: 'Deny',
              Principal: '*',
              Action: 'sns:Publish',
              Resource: { Ref: topic },
              Condition: { Bool: { 'aws:SecureTransport': 'false' } },
            }),
          ]),
        },
      });
    }
  });

  it('lets the alarms of this account through, to the topic and, for topics of this account, to its key', () => {
    const here = (service: string, rest: string) => ({
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:${service}:`, { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, rest]],
    });
    const allows = (Action: unknown, Condition: unknown) => ({
      Statement: Match.arrayWith([
        Match.objectLike({ Effect: 'Allow', Principal: { Service: 'cloudwatch.amazonaws.com' }, Action, Condition }),
      ]),
    });
    const alarms = { ArnLike: { 'aws:SourceArn': here('cloudwatch', ':alarm:*') } };
    template.resourcePropertiesCountIs('AWS::SNS::TopicPolicy', { PolicyDocument: allows('sns:Publish', alarms) }, 1);
    const topics = { StringLike: { 'kms:EncryptionContext:aws:sns:topicArn': here('sns', ':*') } };
    const keyActions = ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext'];
    template.hasResourceProperties('AWS::KMS::Key', { KeyPolicy: allows(keyActions, topics) });
  });
});
