import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Stack } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { buildApp } from '../../infra/app.ts';
import { listFunctions, withoutDigests } from './list-functions.ts';
import { listStatements } from './list-statements.ts';
import { listInstallation, type TemplateResource, UNLINTED, WHOLE_SETTINGS } from './sample-installation.ts';
import { STARS } from './stars.ts';

const resources = listInstallation(WHOLE_SETTINGS);

/** Types that no tag can be put on. */
const UNTAGGED = new Set([
  'AWS::Lambda::LayerVersion',
  'AWS::KMS::Alias',
  'AWS::S3::BucketPolicy',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
  'AWS::IAM::Policy',
  'AWS::Scheduler::Schedule',
  'AWS::Lambda::Permission',
  'AWS::Lambda::Url',
]);
/** What holds data, or what data cannot be read without. */
const DATA = new Set(['AWS::S3::Bucket', 'AWS::DynamoDB::Table', 'AWS::KMS::Key']);
function listOf(type: string): readonly TemplateResource[] {
  const found = resources.filter((resource) => resource.type === type);
  assert.ok(found.length > 0, `there is a ${type}`);
  return found;
}

function isTlsOnly({ effect, condition }: { readonly effect: string; readonly condition: string }): boolean {
  return effect === 'Deny' && condition === '{"Bool":{"aws:SecureTransport":"false"}}';
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
        .map((allowed) => `${resource.type.replace('AWS::', '')} ${withoutDigests(allowed)}`)
        .map((allowed) => allowed.replace(/ on \S+:execution:\{"Fn::Select":.*"Ref":"Checks.*$/, ' on its own')),
    );
    assert.deepEqual([...new Set(found)].sort(), STARS.map(([allowed]) => allowed).sort());
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
          principals.some((principal) => principal.endsWith('.amazonaws.com')) && !/aws:SourceAccount|"AWS::AccountId"/.test(condition),
      ),
    );
    // Lambda takes a role only from who may pass it, and says no source when it does.
    const functionRoles = new Set(
      resources.filter(({ type }) => type === 'AWS::Lambda::Function').map(({ properties }) => properties.Role['Fn::GetAtt'][0]),
    );
    assert.deepEqual(loose.filter(({ id }) => !functionRoles.has(id)).map(nameOf), []);
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

  it('lets nobody from outside reach a bucket, nor anybody without TLS', () => {
    for (const { stack, id, properties } of listOf('AWS::S3::Bucket')) {
      assert.deepEqual([...new Set(Object.values(properties.PublicAccessBlockConfiguration))], [true], id);
      const policies = listOf('AWS::S3::BucketPolicy').filter((policy) => policy.stack === stack && policy.properties.Bucket.Ref === id);
      assert.ok(policies.flatMap(listStatements).some(isTlsOnly), id);
    }
  });

  it('encrypts topics and queues, and refuses whoever comes without TLS', () => {
    for (const { id, properties } of listOf('AWS::SNS::Topic')) assert.ok(properties.KmsMasterKeyId, id);
    for (const { id, properties } of listOf('AWS::SQS::Queue')) assert.equal(properties.SqsManagedSseEnabled, true, id);
    for (const [type, policy, list] of [
      ['AWS::SNS::Topic', 'AWS::SNS::TopicPolicy', 'Topics'],
      ['AWS::SQS::Queue', 'AWS::SQS::QueuePolicy', 'Queues'],
    ] as const) {
      for (const { stack, id } of listOf(type)) {
        const policies = listOf(policy).filter((each) => each.stack === stack && JSON.stringify(each.properties[list]).includes(`"${id}"`));
        assert.ok(policies.flatMap(listStatements).some(isTlsOnly), id);
      }
    }
  });

  it('ends every log, and rings a topic at every alarm', () => {
    for (const { id, properties } of listOf('AWS::Logs::LogGroup')) assert.ok(properties.RetentionInDays > 0, id);
    for (const { id, properties } of listOf('AWS::CloudWatch::Alarm')) assert.ok(properties.AlarmActions?.length > 0, id);
  });

  it('rotates its keys', () => {
    for (const key of listOf('AWS::KMS::Key')) assert.equal(key.properties.EnableKeyRotation, true, nameOf(key));
  });
});

describe('every function', () => {
  const functions = listFunctions(resources);
  const alarms = listOf('AWS::CloudWatch::Alarm');

  it('runs on Node 24, on arm64 where it renders nothing, and ends in time', () => {
    const rendering = new Set(['detect', 'gate']);
    for (const { name, properties } of functions) {
      const machine = rendering.has(name) ? 'x86_64' : 'arm64';
      assert.deepEqual([properties.Runtime, properties.Architectures], ['nodejs24.x', [machine]], name);
      assert.ok(properties.Timeout > 0 && properties.Timeout <= 900, name);
    }
  });

  it('has kubectl and Helm where it renders, and nowhere else', () => {
    const layers = listOf('AWS::Lambda::LayerVersion');
    assert.equal(layers.length, 1);
    for (const { name, properties } of functions) {
      const { PLUMBLINE_KUBECTL, PLUMBLINE_HELM } = properties.Environment.Variables;
      const has = [properties.Layers?.length, PLUMBLINE_KUBECTL, PLUMBLINE_HELM];
      const renders = name === 'detect' || name === 'gate';
      assert.deepEqual(has, renders ? [1, '/opt/kubectl/kubectl', '/opt/helm/helm'] : [undefined, undefined, undefined], name);
    }
  });

  it('knows its installation, and what its logs and metrics are called', () => {
    for (const { name, properties } of functions) {
      const { PLUMBLINE_INSTALLATION, POWERTOOLS_METRICS_NAMESPACE, POWERTOOLS_SERVICE_NAME } = properties.Environment.Variables;
      assert.deepEqual([PLUMBLINE_INSTALLATION, POWERTOOLS_METRICS_NAMESPACE, POWERTOOLS_SERVICE_NAME], ['plumbline', 'Plumbline', name]);
    }
  });

  it('has a log of its own that ends', () => {
    const logs = functions.map(({ properties }) => properties.LoggingConfig.LogGroup.Ref);
    assert.equal(new Set(logs).size, functions.length);
    const ids = new Set(listOf('AWS::Logs::LogGroup').map(({ id }) => id));
    for (const log of logs) assert.ok(ids.has(log), log);
  });

  it('has dead letters of its own, which ring', () => {
    const queues = functions.map(({ properties }) => properties.DeadLetterConfig.TargetArn['Fn::GetAtt'][0]);
    assert.equal(new Set(queues).size, functions.length);
    for (const queue of queues) {
      const ringing = alarms.filter(({ properties }) => JSON.stringify(properties.Dimensions ?? []).includes(`["${queue}","QueueName"]`));
      assert.ok(ringing.length > 0, queue);
    }
  });

  it('rings when it errs and when it is held back', () => {
    for (const { id, name } of functions) {
      const metrics = alarms
        .filter(({ properties }) => JSON.stringify(properties.Dimensions ?? []).includes(`"Name":"FunctionName","Value":{"Ref":"${id}"}`))
        .map(({ properties }) => properties.MetricName);
      for (const metric of ['Errors', 'Throttles']) assert.ok(metrics.includes(metric), `${name}: ${metric}`);
    }
  });
});

describe('a function that is called from outside', () => {
  const permissions = listOf('AWS::Lambda::Permission').map(({ properties }) => properties);

  it('is push for anybody, through its URL alone', () => {
    const [url, ...others] = listOf('AWS::Lambda::Url');
    assert.deepEqual([url?.properties.AuthType, others.length], ['NONE', 0]);
    const open = permissions.filter(({ Principal }) => Principal === '*');
    assert.deepEqual(
      open.map(({ FunctionName, Principal: _, ...rest }) => [FunctionName, rest]),
      [
        [url?.properties.TargetFunctionArn, { Action: 'lambda:InvokeFunctionUrl', FunctionUrlAuthType: 'NONE' }],
        [url?.properties.TargetFunctionArn, { Action: 'lambda:InvokeFunction', InvokedViaFunctionUrl: true }],
      ],
    );
    const push = listFunctions(resources).find(({ name }) => name === 'push');
    assert.deepEqual(url?.properties.TargetFunctionArn, { 'Fn::GetAtt': [push?.id, 'Arn'] });
    assert.ok(push?.properties.ReservedConcurrentExecutions <= 10);
  });

  it('is none where webhooks are not wanted', () => {
    const without = listInstallation({ ...WHOLE_SETTINGS, webhook: false });
    assert.ok(!listFunctions(without).some(({ name }) => name === 'push'));
    assert.ok(!without.some(({ type, properties }) => type === 'AWS::Lambda::Url' || properties.Principal === '*'));
  });

  it('is called by a service of AWS only for one thing of this account', () => {
    for (const { Principal, SourceArn } of permissions) if (Principal !== '*') assert.ok(SourceArn, Principal);
  });
});

describe('two installations in one account', () => {
  it('share no stack and no name that CloudFormation was given', () => {
    const other = listInstallation({ ...WHOLE_SETTINGS, installation: 'second' });
    const listNames = (listed: readonly TemplateResource[]) =>
      new Set(
        listed.flatMap(({ stack, properties }) => {
          // Whatever type a thing is of, the property that names it ends so, and is text where we chose it.
          const given = [
            'BucketName',
            'TableName',
            'TopicName',
            'QueueName',
            'RoleName',
            'AliasName',
            'FunctionName',
            'LogGroupName',
            'Name',
          ];
          return [stack, ...given.map((property) => properties[property])].filter((name) => typeof name === 'string');
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
