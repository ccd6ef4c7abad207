import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { listFunctions } from '../list-functions.ts';
import { listInstallation, synthesise, type TemplateResource, WHOLE_SETTINGS } from '../sample-installation.ts';

const { resources: whole, outputs } = synthesise(WHOLE_SETTINGS);

function listOf(type: string, resources: readonly TemplateResource[] = whole): readonly TemplateResource[] {
  return resources.filter((resource) => resource.stack === 'plumbline-checks' && resource.type === type);
}

/** The schedules whose input has this key: `schedule` starts checks, `digests` tells. */
function listSchedules(key: string): readonly TemplateResource[] {
  return listOf('AWS::Scheduler::Schedule').filter(({ properties }) => key in JSON.parse(properties.Target.Input));
}

/** The definition of the machine as text, references left out. */
function readMachine(resources: readonly TemplateResource[]): string {
  const [machine] = listOf('AWS::StepFunctions::StateMachine', resources);
  return JSON.stringify(machine?.properties.DefinitionString).replaceAll('\\"', '"');
}

function reservedOf(resources: readonly TemplateResource[]): Record<string, number | undefined> {
  return Object.fromEntries(
    listFunctions(resources).map(({ name, properties }) => [name, properties.ReservedConcurrentExecutions as number | undefined]),
  );
}

describe('the stack of the functions', () => {
  it('maps over the checks in S3, side by side, with jitter, and lets one failure fail nothing else', () => {
    const text = readMachine(whole);
    for (const part of [
      '"Mode":"DISTRIBUTED"',
      '"ItemReader"',
      '"InputType":"JSON"',
      '"ResultWriter"',
      '"MaxConcurrency":50',
      '"ToleratedFailurePercentage":100',
      '"JitterStrategy":"FULL"',
    ]) {
      assert.ok(text.includes(part), part);
    }
  });

  it('keeps free for detect what the map starts at a time', () => {
    assert.equal(reservedOf(whole)['detect'], 50);
  });

  it('keeps nothing free in an account that has nothing to spare, and starts less at a time', () => {
    const small = listInstallation({ ...WHOLE_SETTINGS, reservedConcurrency: false });
    assert.deepEqual([...new Set(Object.values(reservedOf(small)))], [undefined]);
    assert.ok(readMachine(small).includes('"MaxConcurrency":5,'));
  });

  it('starts the machine at every schedule of the configuration, each with its own input', () => {
    const starts = listSchedules('schedule').map(({ properties }) => [
      properties.ScheduleExpression,
      JSON.parse(properties.Target.Input).schedule,
    ]);
    assert.deepEqual(
      starts.map(([expression]) => expression),
      ['rate(5 minutes)', 'rate(15 minutes)', 'cron(0 6 ? * MON-FRI *)'],
    );
    for (const [expression, schedule] of starts) assert.equal(schedule, expression);
  });

  it('asks notify for the digests at their times, on the clocks of their zones, with a role that may do that and no more', () => {
    const digests = listSchedules('digests');
    assert.deepEqual(
      digests.map(({ properties }) => [properties.ScheduleExpression, properties.ScheduleExpressionTimezone]),
      [
        ['cron(0 8 * * ? *)', 'Europe/Berlin'],
        ['cron(0 8 ? * MON *)', 'Europe/Berlin'],
      ],
    );
    const role = JSON.stringify(digests[0]?.properties.Target.RoleArn).replace(/.*"(\w+Role\w+)".*/, '$1');
    const policies = listOf('AWS::IAM::Policy').filter(({ properties }) => JSON.stringify(properties.Roles).includes(`"${role}"`));
    const allowed = policies.flatMap(({ properties }) => properties.PolicyDocument.Statement).map(({ Action }) => [Action].flat());
    assert.deepEqual(allowed.flat().sort(), ['lambda:InvokeFunction', 'sqs:GetQueueAttributes', 'sqs:GetQueueUrl', 'sqs:SendMessage']);
    assert.deepEqual([...new Set(digests.map(({ properties }) => JSON.stringify(properties.Target.RoleArn)))].length, 1);
  });

  it('gives up a start before it would be made twice, and rings', () => {
    const targets = listSchedules('schedule').map(({ properties }) => properties.Target);
    assert.deepEqual(
      targets.map(({ RetryPolicy }) => RetryPolicy.MaximumEventAgeInSeconds),
      [300, 900, 3600],
    );
    for (const { DeadLetterConfig } of targets) {
      const [queue] = DeadLetterConfig.Arn['Fn::GetAtt'];
      assert.ok(listOf('AWS::CloudWatch::Alarm').some(({ properties }) => JSON.stringify(properties.Dimensions ?? []).includes(queue)));
    }
  });

  it('rings when a run does not come to its end, however', () => {
    const metrics = listOf('AWS::CloudWatch::Alarm')
      .filter(({ properties }) => properties.Namespace === 'AWS/States')
      .map(({ properties }) => properties.MetricName);
    assert.deepEqual(metrics.sort(), ['ExecutionsAborted', 'ExecutionsFailed', 'ExecutionsTimedOut']);
  });

  it('runs what reads clusters, and nothing else, in the VPC', () => {
    const inside = listFunctions(whole).filter(({ properties }) => properties.VpcConfig !== undefined);
    const place = { SubnetIds: [...WHOLE_SETTINGS.vpc.subnetIds], SecurityGroupIds: [...WHOLE_SETTINGS.vpc.securityGroupIds] };
    assert.deepEqual(
      inside.map(({ name, properties }) => [name, properties.VpcConfig]),
      [
        ['detect', place],
        ['gate', place],
      ],
    );
  });

  it('makes a function in a VPC only when its role may put it there', () => {
    const { dependsOn } = listFunctions(whole).find(({ name }) => name === 'detect') ?? assert.fail();
    assert.ok(
      dependsOn.some((id) => id.startsWith('DetectRoleDefaultPolicy')),
      dependsOn.join(),
    );
  });

  it('lets detect into the clusters that the settings name, and says who is left', () => {
    const settings = { config: 'examples/single-cluster/plumbline.yaml', 'aws:cdk:bundling-stacks': [] };
    const all = synthesise({ ...settings, accessEntries: ['shop'] });
    const [entry, ...others] = listOf('AWS::EKS::AccessEntry', all.resources);
    assert.deepEqual(others, []);
    const { ClusterName, KubernetesGroups, PrincipalArn } = entry?.properties ?? {};
    assert.deepEqual([ClusterName, KubernetesGroups], ['shop', ['plumbline:readers']]);
    assert.deepEqual([all.outputs['DetectRoleArn'], all.outputs['AccessEntriesToMake']], [PrincipalArn, undefined]);
    const none = synthesise(settings);
    assert.deepEqual(listOf('AWS::EKS::AccessEntry', none.resources), []);
    assert.equal(none.outputs['AccessEntriesToMake'], 'shop (eu-central-1)');
    assert.throws(() => synthesise({ ...settings, accessEntries: ['shp'] }), { message: /accessEntries: .* shp/ });
  });

  it('prints where forges send webhooks and what pipelines call', () => {
    for (const name of ['WebhookUrl', 'WebhookSecret', 'GateFunction', 'ReleaseRoleArn', 'DetectRoleArn']) assert.ok(name in outputs, name);
  });
});
