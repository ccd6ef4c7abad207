import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Stack } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { buildApp } from '../../infra/app.ts';
import { listStatements } from './list-statements.ts';
import { listInstallation, SAMPLE_SETTINGS, type TemplateResource, UNLINTED } from './sample-installation.ts';

const resources = listInstallation();

/** Types that no tag can be put on. */
const UNTAGGED = new Set([
  'AWS::KMS::Alias',
  'AWS::S3::BucketPolicy',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
  'AWS::IAM::Policy',
]);
/** What holds data, or what data cannot be read without. */
const DATA = new Set(['AWS::S3::Bucket', 'AWS::DynamoDB::Table', 'AWS::KMS::Key']);
/** Every `*` there is: who allows what on what, and why that is as narrow as it gets. */
const STARS: Readonly<Record<string, string>> = {
  'KMS::Key kms:* on *': 'the account itself over its key, as every key has it: `*` in the policy of a key is that key',
  'KMS::Key kms:GenerateDataKey* on *': 'CloudWatch, to publish to an encrypted topic: with and without the plain text of the key',
  'KMS::Key kms:Decrypt on *': 'the same',
  'IAM::Policy eks:ListClusters on *': 'this action knows no narrower resource',
  'IAM::Policy eks:DescribeCluster on arn:aws:eks:eu-west-1:444455556666:cluster/*': 'only those with the tag: see the test of the roles',
};

function listOf(type: string): readonly TemplateResource[] {
  const found = resources.filter((resource) => resource.type === type);
  assert.ok(found.length > 0, `there is a ${type}`);
  return found;
}

function nameOf({ stack, id }: TemplateResource): string {
  return `${stack}/${id}`;
}

describe('every stack', () => {
  it('is held to the rules of cdk-nag, which refuse to synthesise what breaks them', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'plumbline-infra-'));
    const app = buildApp({ outdir, ...UNLINTED });
    new Topic(new Stack(app, 'careless'), 'Topic');
    const write = process.stderr.write;
    process.stderr.write = () => true;
    try {
      assert.throws(() => app.synth(), { message: /Validation failed/ });
    } finally {
      process.stderr.write = write;
      rmSync(outdir, { recursive: true, force: true });
    }
  });

  it('allows no `*` beyond the list', () => {
    const found = resources.flatMap((resource) =>
      listStatements(resource)
        .filter(({ effect }) => effect === 'Allow')
        .flatMap(({ actions, targets }) => actions.flatMap((action) => targets.map((target) => `${action} on ${target}`)))
        .filter((allowed) => allowed.includes('*'))
        .map((allowed) => `${resource.type.replace('AWS::', '')} ${allowed}`),
    );
    // What S3 writes access logs to is a prefix of one bucket.
    const beyondPrefixes = found.filter(
      (allowed) => !/^S3::BucketPolicy s3:PutObject on \{AccessLogs\w+\.Arn\}\/(reports|runs)\/\*$/.test(allowed),
    );
    assert.deepEqual([...new Set(beyondPrefixes)].sort(), Object.keys(STARS).sort());
  });

  it('lets no principal in that is not named', () => {
    const open = resources.filter((resource) =>
      listStatements(resource).some(({ effect, principals }) => effect === 'Allow' && principals.includes('*')),
    );
    assert.deepEqual(open.map(nameOf), []);
  });

  it('lets a service of AWS in only for this very account', () => {
    const loose = resources.filter((resource) =>
      listStatements(resource).some(
        ({ principals, condition }) =>
          principals.some((principal) => principal.endsWith('.amazonaws.com')) && !condition.includes('aws:SourceAccount'),
      ),
    );
    assert.deepEqual(loose.map(nameOf), []);
  });

  it('keeps data, and the keys to it, when it is destroyed', () => {
    const lost = resources.filter(({ type, deletionPolicy }) => DATA.has(type) && deletionPolicy !== 'Retain');
    assert.deepEqual(lost.map(nameOf), []);
  });

  it('tags whatever can be tagged with the installation', () => {
    const isTagged = ({ properties }: TemplateResource) =>
      properties.Tags?.some((tag: { Key: string; Value: string }) => tag.Key === 'plumbline:installation' && tag.Value === 'plumbline');
    assert.deepEqual(
      resources
        .filter(({ type }) => !UNTAGGED.has(type))
        .filter((resource) => !isTagged(resource))
        .map(nameOf),
      [],
    );
  });

  it('rotates its keys', () => {
    for (const key of listOf('AWS::KMS::Key')) assert.equal(key.properties.EnableKeyRotation, true, nameOf(key));
  });
});

describe('two installations in one account', () => {
  it('share no stack and no name that CloudFormation was given', () => {
    const other = listInstallation({ ...SAMPLE_SETTINGS, installation: 'second' });
    const listNames = (listed: readonly TemplateResource[]) =>
      new Set(
        listed.flatMap(({ stack, properties }) => {
          const { BucketName, TableName, TopicName, QueueName, RoleName, AliasName } = properties;
          return [stack, BucketName, TableName, TopicName, QueueName, RoleName, AliasName].filter((name) => name !== undefined);
        }),
      );
    const names = listNames(resources);
    assert.ok(names.has('alias/plumbline-data') && names.has('plumbline-reader'));
    assert.deepEqual(
      [...listNames(other)].filter((name) => names.has(name)),
      [],
    );
  });
});
