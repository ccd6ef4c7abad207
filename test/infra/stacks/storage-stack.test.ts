import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { Match, Template } from 'aws-cdk-lib/assertions';
import type { ObjectLock } from '../../../infra/read-settings.ts';
import { StorageStack } from '../../../infra/stacks/storage-stack.ts';
import { createEmptyApp } from '../sample-installation.ts';

function buildStorage(objectLock?: ObjectLock): Template {
  return Template.fromStack(new StorageStack(createEmptyApp(), 'storage', { installation: 'plumbline', objectLock }));
}

const template = buildStorage();
const REPORTS = { VersioningConfiguration: { Status: 'Enabled' } };

describe('StorageStack', () => {
  it('lets nobody from outside reach a bucket', () => {
    template.allResourcesProperties('AWS::S3::Bucket', {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    });
  });

  it('refuses whoever comes without TLS, for every bucket and all of it', () => {
    const buckets = Object.keys(template.findResources('AWS::S3::Bucket'));
    for (const bucket of buckets) {
      const arn = { 'Fn::GetAtt': [bucket, 'Arn'] };
      template.hasResourceProperties('AWS::S3::BucketPolicy', {
        Bucket: { Ref: bucket },
        PolicyDocument: {
          Statement: Match.arrayWith([
            {
              Effect: 'Deny',
              Principal: { AWS: '*' },
              Action: 's3:*',
              Resource: [arn, { 'Fn::Join': ['', [arn, '/*']] }],
              Condition: { Bool: { 'aws:SecureTransport': 'false' } },
            },
          ]),
        },
      });
    }
  });

  it('encrypts reports, runs and state with the key of the installation', () => {
    const [key = ''] = Object.keys(template.findResources('AWS::KMS::Key'));
    const arn = { 'Fn::GetAtt': [key, 'Arn'] };
    const BucketEncryption = {
      ServerSideEncryptionConfiguration: [
        { BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: arn } },
      ],
    };
    template.resourcePropertiesCountIs('AWS::S3::Bucket', { BucketEncryption }, 2);
    template.hasResourceProperties('AWS::DynamoDB::Table', { SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: arn } });
  });

  it('keeps every version of a report, and never ends one that is current', () => {
    const [reports] = Object.values(template.findResources('AWS::S3::Bucket', { Properties: REPORTS }));
    const rules: readonly Record<string, unknown>[] = reports?.['Properties'].LifecycleConfiguration.Rules;
    assert.deepEqual(
      rules.map((rule) => [rule['ExpirationInDays'], rule['NoncurrentVersionExpiration']]),
      [
        [undefined, { NoncurrentDays: 90 }],
        [undefined, { NoncurrentDays: 1 }],
      ],
    );
  });

  it('keeps old reports where they can be read at once', () => {
    const classes = [...JSON.stringify(template.toJSON()).matchAll(/"StorageClass":"(\w+)"/g)].map(([, name]) => name);
    assert.deepEqual(classes, ['STANDARD_IA', 'GLACIER_IR']);
  });

  it('writes down who reads reports', () => {
    template.hasResourceProperties('AWS::S3::Bucket', { ...REPORTS, LoggingConfiguration: { LogFilePrefix: 'reports/' } });
  });

  it('locks reports only where it is told to', () => {
    assert.ok(!JSON.stringify(template.toJSON()).includes('ObjectLock'));
    buildStorage({ mode: 'COMPLIANCE', days: 400 }).hasResourceProperties('AWS::S3::Bucket', {
      ...REPORTS,
      ObjectLockEnabled: true,
      ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 400 } } },
    });
  });

  it('can bring the state back to any second, and ends what has a time to live', () => {
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      BillingMode: 'PAY_PER_REQUEST',
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    });
  });
});
