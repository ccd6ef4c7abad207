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

  it('lets the alarms of this account through, to the topic and its key', () => {
    const alarms = {
      Effect: 'Allow',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    };
    const allows = (Action: unknown) => ({ Statement: Match.arrayWith([Match.objectLike({ ...alarms, Action })]) });
    template.resourcePropertiesCountIs('AWS::SNS::TopicPolicy', { PolicyDocument: allows('sns:Publish') }, 1);
    template.hasResourceProperties('AWS::KMS::Key', { KeyPolicy: allows(['kms:Decrypt', 'kms:GenerateDataKey*']) });
  });
});
