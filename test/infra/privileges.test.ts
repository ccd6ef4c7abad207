import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type DeployedFunction, listFunctions, listPolicies, withoutDigests } from './list-functions.ts';
import { listStatements } from './list-statements.ts';
import { listInstallation, type TemplateResource, WHOLE_SETTINGS } from './sample-installation.ts';

const resources = listInstallation(WHOLE_SETTINGS);
const functions = listFunctions(resources);
/** What every function may: log, put away what it could not handle, and read the one file that is the configuration. */
const EVERYBODY = /^(logs:(CreateLogStream|PutLogEvents)|sqs:SendMessage) on |^s3:GetObject on .*cdk-.*-assets-.*\/<digest>\.yaml$/;

function find(name: string): DeployedFunction {
  return functions.find((each) => each.name === name) ?? assert.fail(`there is ${name}`);
}

/** `action on resource`, but for what everybody may. */
function listAllowed(name: string): string[] {
  const allowed = find(name).allowed.flatMap(({ actions, targets }) =>
    actions.flatMap((action) => targets.map((target) => withoutDigests(`${action} on ${target}`))),
  );
  return [...new Set(allowed)].filter((each) => !EVERYBODY.test(each)).sort();
}

function listActions(name: string): string[] {
  return [...new Set(listAllowed(name).map((each) => each.split(' on ')[0] ?? ''))];
}

/** A secret by its name, as a policy spells it. */
const secret = (name: string) => `arn:{AWS::Partition}:secretsmanager:{AWS::Region}:{AWS::AccountId}:secret:${name}-??????`;

describe('what a function may do', () => {
  it('is for plan to write the checks of a run and to find clusters, and to open none', () => {
    assert.deepEqual(listAllowed('plan'), [
      'eks:DescribeCluster on arn:{AWS::Partition}:eks:eu-central-1:{AWS::AccountId}:cluster/*',
      'eks:DescribeCluster on arn:{AWS::Partition}:eks:us-east-1:{AWS::AccountId}:cluster/*',
      'eks:ListClusters on *',
      'kms:Decrypt on {plumbline-storage/Key.Arn}',
      'kms:GenerateDataKey on {plumbline-storage/Key.Arn}',
      's3:GetObject on {plumbline-storage/Runs.Arn}/plans/fleet.json',
      's3:ListBucket on {plumbline-storage/Runs.Arn}',
      's3:PutObject on {plumbline-storage/Runs.Arn}/plans/*',
      'sts:AssumeRole on arn:aws:iam::222233334444:role/plumbline-finder',
      'sts:AssumeRole on arn:aws:iam::333344445555:role/plumbline-finder',
    ]);
  });

  it('is for plan to find nothing where nothing is to be found', () => {
    const single = listFunctions(listInstallation({ config: 'examples/single-cluster/plumbline.yaml', 'aws:cdk:bundling-stacks': [] }));
    const actions = single.find(({ name }) => name === 'plan')?.allowed.flatMap((statement) => statement.actions) ?? assert.fail();
    assert.deepEqual(
      actions.filter((action) => /^(eks|sts):/.test(action)),
      [],
    );
  });

  it('is for detect to read what the configuration names, and to write reports', () => {
    const allowed = listAllowed('detect').filter((each) => !each.startsWith('ec2:'));
    assert.deepEqual(
      allowed.filter((each) => !each.startsWith('kms:')),
      [
        'dynamodb:GetItem on {plumbline-storage/State.Arn}',
        'dynamodb:UpdateItem on {plumbline-storage/State.Arn}',
        'eks:DescribeCluster on arn:{AWS::Partition}:eks:eu-central-1:{AWS::AccountId}:cluster/*',
        'eks:DescribeCluster on arn:{AWS::Partition}:eks:us-east-1:{AWS::AccountId}:cluster/*',
        's3:GetObject on {plumbline-storage/Reports.Arn}/gates/*',
        's3:GetObject on {plumbline-storage/Reports.Arn}/reports/*',
        's3:ListBucket on {plumbline-storage/Reports.Arn}',
        's3:PutObject on {plumbline-storage/Reports.Arn}/gates/*',
        's3:PutObject on {plumbline-storage/Reports.Arn}/reports/*',
        `secretsmanager:DescribeSecret on {MaskKey}`,
        `secretsmanager:GetSecretValue on ${secret('plumbline/github')}`,
        `secretsmanager:GetSecretValue on ${secret('plumbline/gitlab')}`,
        `secretsmanager:GetSecretValue on {MaskKey}`,
        'sts:AssumeRole on arn:aws:iam::222233334444:role/plumbline-reader',
        'sts:AssumeRole on arn:aws:iam::333344445555:role/plumbline-reader',
        'sts:AssumeRole on arn:aws:iam::444455556666:role/plumbline-reader',
      ],
    );
    assert.deepEqual(
      [...new Set(allowed.filter((each) => each.startsWith('kms:')).map((each) => each.split(' on ')[1]))],
      ['arn:{AWS::Partition}:kms:{AWS::Region}:{AWS::AccountId}:key/*', '{plumbline-storage/Key.Arn}'],
    );
  });

  it('is for gate what it is for detect, since both read clusters', () => {
    assert.deepEqual(find('gate').properties.Role, find('detect').properties.Role);
    assert.deepEqual(find('gate').properties.VpcConfig, find('detect').properties.VpcConfig);
  });

  it('is for detect to describe, of the clusters that it knows by no name, those that carry the tag', () => {
    const described = find('detect').allowed.filter(({ actions }) => actions.includes('eks:DescribeCluster'));
    assert.deepEqual(
      described.map(({ condition }) => condition),
      ['{"StringEquals":{"aws:ResourceTag/plumbline":"production"}}'],
    );
  });

  it('is for plan to list clusters in the regions of the configuration', () => {
    const listed = find('plan').allowed.filter(({ actions }) => actions.includes('eks:ListClusters'));
    assert.deepEqual(
      listed.map(({ condition }) => condition),
      ['{"StringEquals":{"aws:RequestedRegion":["eu-central-1","us-east-1"]}}'],
    );
  });

  it('leaves of foreign keys nothing but the secrets and topics that the configuration names', () => {
    for (const [name, contexts] of [
      ['detect', ['kms:EncryptionContext:SecretARN']],
      ['notify', ['kms:EncryptionContext:SecretARN', 'kms:EncryptionContext:aws:sns:topicArn']],
    ] as const) {
      const foreign = find(name).allowed.filter(({ targets }) => targets.some((target) => target.endsWith(':key/*')));
      assert.equal(foreign.length, contexts.length, name);
      for (const [i, context] of contexts.entries()) assert.ok(foreign[i]?.condition.includes(context), foreign[i]?.condition);
    }
  });

  it('reads a secret that is in another account, by its ARN', () => {
    const functionsThere = listFunctions(
      listInstallation({ config: 'examples/private-cluster/plumbline.yaml', 'aws:cdk:bundling-stacks': [] }),
    );
    const detect = functionsThere.find(({ name }) => name === 'detect') ?? assert.fail();
    const arn = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:plumbline/git-AbCdEf';
    assert.ok(detect.allowed.some(({ actions, targets }) => actions.includes('secretsmanager:GetSecretValue') && targets.includes(arn)));
    const keys = 'arn:{AWS::Partition}:kms:eu-west-1:111122223333:key/*';
    assert.ok(detect.allowed.some(({ targets, condition }) => targets.includes(keys) && condition.includes(arn)));
  });

  it('is for notify to read reports, to keep incidents and the history beside the reports, to speak with the secrets of its channels, and to reach no cluster and no repository', () => {
    assert.deepEqual(
      listAllowed('notify').filter((each) => !each.startsWith('kms:')),
      [
        'dynamodb:GetItem on {plumbline-storage/State.Arn}',
        'dynamodb:PutItem on {plumbline-storage/State.Arn}',
        'dynamodb:Query on {plumbline-storage/State.Arn}',
        'dynamodb:UpdateItem on {plumbline-storage/State.Arn}',
        'events:PutEvents on {Bus.Arn}',
        's3:GetObject on {plumbline-storage/Reports.Arn}/history/*',
        's3:GetObject on {plumbline-storage/Reports.Arn}/reports/*',
        's3:ListBucket on {plumbline-storage/Reports.Arn}',
        's3:PutObject on {plumbline-storage/Reports.Arn}/history/*',
        `secretsmanager:GetSecretValue on ${secret('plumbline/pagerduty')}`,
        `secretsmanager:GetSecretValue on ${secret('plumbline/slack')}`,
        'ses:SendEmail on arn:{AWS::Partition}:ses:eu-central-1:{AWS::AccountId}:configuration-set/plumbline',
        'ses:SendEmail on arn:{AWS::Partition}:ses:eu-central-1:{AWS::AccountId}:identity/example.com',
        'ses:SendEmail on arn:{AWS::Partition}:ses:eu-central-1:{AWS::AccountId}:identity/plumbline@example.com',
        'sns:Publish on arn:aws:sns:eu-central-1:111122223333:plumbline-platform',
        'sns:Publish on {plumbline-alerts/Chat}',
        'sns:Publish on {plumbline-alerts/Json}',
      ],
    );
  });

  it('is for notify alone to send mail, from the address of a route to its addresses and no others, and for nobody where no route sends any', () => {
    const mailing = (name: string) => find(name).allowed.filter(({ actions }) => actions.some((action) => action.startsWith('ses:')));
    assert.deepEqual(
      functions.filter(({ name }) => mailing(name).length > 0).map(({ name }) => name),
      ['notify'],
    );
    const [{ condition = '' } = {}, ...others] = mailing('notify');
    assert.equal(others.length, 0);
    assert.deepEqual(JSON.parse(condition), {
      StringEqualsIgnoreCase: { 'ses:FromAddress': 'plumbline@example.com' },
      'ForAllValues:StringEqualsIgnoreCase': { 'ses:Recipients': ['shop-leads@example.com', 'audit@example.com'] },
    });
    const single = listFunctions(listInstallation({ config: 'examples/single-cluster/plumbline.yaml', 'aws:cdk:bundling-stacks': [] }));
    assert.ok(single.every(({ allowed }) => !allowed.some(({ actions }) => actions.some((action) => action.startsWith('ses:')))));
  });

  it('is for incidents to read and write what is kept of them, and nothing else', () => {
    assert.deepEqual(
      [...new Set(listAllowed('incidents').map((each) => each.split(' on ')[1]))],
      ['{plumbline-storage/State.Arn}', '{plumbline-storage/Key.Arn}'],
    );
  });

  it('is for no function to hold both a secret of a channel and one of a git host', () => {
    const secretsOf = (name: string) => listAllowed(name).filter((each) => each.startsWith('secretsmanager:GetSecretValue'));
    assert.ok(secretsOf('notify').length > 0);
    assert.deepEqual(
      secretsOf('notify').filter((each) => secretsOf('detect').includes(each)),
      [],
    );
  });

  it('is for push to start the machine and to read the secret that forges sign with', () => {
    assert.deepEqual(listAllowed('push'), [
      'secretsmanager:DescribeSecret on {PushSecret}',
      'secretsmanager:GetSecretValue on {PushSecret}',
      'states:StartExecution on {Checks}',
    ]);
  });

  it('is for push to read that secret alone where it is one of theirs', () => {
    const settings = { config: 'examples/single-cluster/plumbline.yaml', webhook: { secret: 'forges' }, 'aws:cdk:bundling-stacks': [] };
    const push = listFunctions(listInstallation(settings)).find(({ name }) => name === 'push') ?? assert.fail();
    const secret = 'arn:{AWS::Partition}:secretsmanager:{AWS::Region}:{AWS::AccountId}:secret:forges-??????';
    const read = push.allowed.filter(({ actions }) => actions.includes('secretsmanager:GetSecretValue'));
    assert.deepEqual(
      read.flatMap(({ targets }) => targets),
      [secret],
    );
    assert.equal(push.properties.Environment.Variables.PLUMBLINE_WEBHOOK_SECRET, 'forges');
  });

  it('is for watch to read, and nothing else', () => {
    assert.deepEqual(listAllowed('watch'), [
      'dynamodb:BatchGetItem on {plumbline-storage/State.Arn}',
      'dynamodb:GetItem on {plumbline-storage/State.Arn}',
      'kms:Decrypt on {plumbline-storage/Key.Arn}',
      'kms:DescribeKey on {plumbline-storage/Key.Arn}',
      's3:GetObject on {plumbline-storage/Runs.Arn}/plans/fleet.json',
      's3:ListBucket on {plumbline-storage/Runs.Arn}',
    ]);
  });

  it('is for none both to come into a cluster and to speak', () => {
    for (const { name } of functions) {
      const actions = listActions(name);
      const reaches = actions.some((action) => /^(sts:AssumeRole|eks:DescribeCluster)$/.test(action));
      const speaks = actions.some((action) => /^(sns|events):/.test(action));
      assert.ok(!(reaches && speaks), name);
    }
  });

  it('leaves the network interfaces of a function in a VPC to Lambda: its own code may touch none', () => {
    const inside = functions.filter(({ properties }) => properties.VpcConfig !== undefined);
    assert.ok(inside.length > 0);
    for (const { name, allowed, denied, properties } of functions) {
      const interfaces = allowed.flatMap(({ actions }) => actions).filter((action) => action.startsWith('ec2:'));
      assert.equal(interfaces.length > 0, properties.VpcConfig !== undefined, name);
      const refused = denied.filter(({ condition }) => condition.includes('lambda:SourceFunctionArn')).flatMap(({ actions }) => actions);
      assert.deepEqual(interfaces, refused, name);
    }
  });
});

describe('what a workflow of GitHub may do', () => {
  const trustOf = (list: readonly TemplateResource[]) => {
    const role = list.find(({ properties }) => properties.RoleName === 'plumbline-release') ?? assert.fail('there is plumbline-release');
    return { role, trust: role.properties.AssumeRolePolicyDocument.Statement };
  };

  it('is to call the gate', () => {
    const { role } = trustOf(resources);
    const allowed = listPolicies(resources, role.stack, role.id).flatMap(listStatements);
    assert.deepEqual(
      allowed.map(({ effect, actions, targets }) => [effect, actions, targets]),
      [['Allow', ['lambda:InvokeFunction'], [`{${find('gate').id}.Arn}`]]],
    );
    assert.equal(find('gate').properties.FunctionName, 'plumbline-gate');
    assert.deepEqual([role.properties.ManagedPolicyArns, role.properties.Policies], [undefined, undefined]);
  });

  it('is for the workflows that the settings name, in tokens that are meant for AWS', () => {
    const provider = resources.find(({ type }) => type === 'AWS::IAM::OIDCProvider') ?? assert.fail();
    const [statement, ...others] = trustOf(resources).trust;
    assert.deepEqual(others, []);
    assert.equal(statement.Action, 'sts:AssumeRoleWithWebIdentity');
    assert.deepEqual(statement.Principal, { Federated: { Ref: provider.id } });
    assert.deepEqual(statement.Condition, {
      StringEquals: {
        'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
        'token.actions.githubusercontent.com:sub': [
          'repo:example/shop:ref:refs/heads/main',
          'repo:example/platform:environment:production',
        ],
      },
    });
  });

  it('comes through the provider that the account has, where the settings name it', () => {
    const provider = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com';
    const there = listInstallation({ ...WHOLE_SETTINGS, release: { github: ['example/shop:ref:refs/tags/*'], provider } });
    assert.ok(!there.some(({ type }) => type === 'AWS::IAM::OIDCProvider'));
    const [statement] = trustOf(there).trust;
    assert.deepEqual(statement.Principal, { Federated: provider });
    assert.deepEqual(statement.Condition, {
      StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' },
      StringLike: { 'token.actions.githubusercontent.com:sub': ['repo:example/shop:ref:refs/tags/*'] },
    });
  });
});
