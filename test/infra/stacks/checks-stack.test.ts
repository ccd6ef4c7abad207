import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { listStatements } from '../list-statements.ts';
import { listInstallation, SAMPLE_SETTINGS, type TemplateResource } from '../sample-installation.ts';

/** Every star in the policies of the functions and of the machine, and why. */
const STARS: Readonly<Record<string, string>> = {
  's3:GetObject on reports/*': 'each report has a key of its own',
  's3:PutObject on reports/*': 'the same',
  's3:PutObject on plans/*': 'each run has a key of its own',
};

describe('the stack of the functions', () => {
  let resources: readonly TemplateResource[];
  before(() => {
    // Bundling is for `synth`: here only what is around the code counts.
    resources = listInstallation({ ...SAMPLE_SETTINGS, config: 'examples/fleet/plumbline.yaml', 'aws:cdk:bundling-stacks': [] });
  });
  const listOf = (type: string): readonly TemplateResource[] =>
    resources.filter((resource) => resource.stack === 'plumbline-checks' && resource.type === type);
  const handlers = (): readonly TemplateResource[] => listOf('AWS::Lambda::Function').filter(({ id }) => /^(Plan|Detect|Notify)/.test(id));
  const policyOf = (role: string) =>
    listOf('AWS::IAM::Policy')
      .filter(({ id }) => id.startsWith(role))
      .flatMap(listStatements);

  it('has one function for each privilege, on arm64 and Node 24', () => {
    assert.deepEqual(
      handlers()
        .map(({ id }) => id.replace(/[0-9A-F]{8}$/, ''))
        .sort(),
      ['Detect', 'Notify', 'Plan'],
    );
    for (const { properties } of handlers()) assert.deepEqual([properties.Runtime, properties.Architectures], ['nodejs24.x', ['arm64']]);
  });

  it('gives every function dead letters, a time limit, a log that ends and an alarm when it errs', () => {
    const retentions = listOf('AWS::Logs::LogGroup').map(({ properties }) => properties.RetentionInDays as number);
    assert.ok(retentions.length >= 4 && retentions.every((days) => days > 0));
    for (const { id, properties } of handlers()) {
      assert.ok(properties.DeadLetterConfig?.TargetArn, id);
      assert.ok(properties.Timeout > 0 && properties.Timeout <= 900, id);
      assert.ok(properties.LoggingConfig?.LogGroup, id);
      const alarms = listOf('AWS::CloudWatch::Alarm').filter((alarm) => JSON.stringify(alarm.properties.Dimensions)?.includes(id));
      assert.ok(
        alarms.some((alarm) => alarm.properties.MetricName === 'Errors' && alarm.properties.AlarmActions?.length > 0),
        id,
      );
    }
  });

  it('lets detect read the mask key and the secrets of its git hosts, and no other', () => {
    const secrets = policyOf('DetectRole').filter(({ actions }) => actions.some((action) => action.startsWith('secretsmanager:')));
    const named = secrets
      .flatMap(({ targets: on }) => on)
      .map((resource) => /secret:([^"]+?)-\?{6}/.exec(resource)?.[1] ?? /MaskKey/.exec(resource)?.[0]);
    assert.ok(named.length >= 2 && named.every((name) => name !== undefined), JSON.stringify(secrets));
    assert.ok(!policyOf('DetectRole').some(({ actions }) => actions.some((action) => /^(sns|events):/.test(action))));
  });

  it('lets notify publish, and reach no cluster, no repository, no report and no secret', () => {
    const actions = [...new Set(policyOf('NotifyRole').flatMap((statement) => statement.actions))].sort();
    assert.deepEqual(
      actions.filter((action) => !/^(logs|sqs):/.test(action)),
      ['events:PutEvents', 'kms:Decrypt', 'kms:GenerateDataKey', 'sns:Publish'],
    );
  });

  it('lets plan read no secret and no report', () => {
    const actions = new Set(policyOf('PlanRole').flatMap((statement) => statement.actions));
    assert.ok(![...actions].some((action) => /^(secretsmanager|dynamodb|sns|events|sts):/.test(action)), [...actions].join());
  });

  it('assumes the roles that the configuration names, and no other', () => {
    const roles = policyOf('DetectRole')
      .filter(({ actions }) => actions.includes('sts:AssumeRole'))
      .flatMap((statement) => statement.targets);
    assert.ok(roles.length > 0 && roles.every((role) => /^arn:aws:iam::\d{12}:role\//.test(role)), roles.join());
  });

  it('has no star in an action, and none in a resource of the functions but below a prefix', () => {
    const found = ['Plan', 'Detect', 'Notify'].flatMap((name) => policyOf(`${name}Role`));
    assert.deepEqual(
      found.flatMap(({ actions }) => actions).filter((action) => action.includes('*')),
      [],
    );
    const stars = found.flatMap(({ actions, targets: on }) =>
      on.flatMap((resource) => {
        const prefix = /\/(\w+\/\*)/.exec(resource)?.[1];
        return prefix === undefined
          ? resource === '*'
            ? actions.map((action) => `${action} on *`)
            : []
          : actions.map((action) => `${action} on ${prefix}`);
      }),
    );
    assert.deepEqual([...new Set(stars)].sort(), Object.keys(STARS).sort());
  });

  it('maps over the checks in S3, side by side, with jitter, and lets one failure fail nothing else', () => {
    const [machine] = listOf('AWS::StepFunctions::StateMachine');
    const text = JSON.stringify(machine?.properties.DefinitionString).replaceAll('\\"', '"');
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

  it('starts the machine at every schedule of the configuration, each with its own input', () => {
    const inputs = listOf('AWS::Scheduler::Schedule').map(({ properties }) => [
      properties.ScheduleExpression,
      JSON.parse(properties.Target.Input).schedule,
    ]);
    assert.ok(inputs.length > 0);
    for (const [expression, schedule] of inputs) assert.equal(schedule, expression);
  });
});
