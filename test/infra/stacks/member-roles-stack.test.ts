import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { buildApp } from '../../../infra/app.ts';
import { listStatements } from '../list-statements.ts';
import { listInstallation, SAMPLE_SETTINGS, type TemplateResource, UNLINTED } from '../sample-installation.ts';

const ACCOUNT = '444455556666';
const member = listInstallation().filter(({ stack }) => stack.startsWith(`plumbline-member-${ACCOUNT}`));

function findRole(name: string): TemplateResource {
  const role = member.find(({ type, properties }) => type === 'AWS::IAM::Role' && properties.RoleName === name);
  assert.ok(role, `there is ${name}`);
  return role;
}

/** What a role is allowed, policy by policy that names it. */
function listAllowed(role: TemplateResource) {
  const policies = member.filter(
    ({ type, properties }) => type === 'AWS::IAM::Policy' && properties.Roles.some((to: { Ref: string }) => to.Ref === role.id),
  );
  return [role, ...policies].flatMap(listStatements).filter(({ actions }) => !actions.includes('sts:AssumeRole'));
}

describe('the roles of a member account', () => {
  for (const [name, trusted] of [
    ['plumbline-reader', 'plumbline-detect'],
    ['plumbline-finder', 'plumbline-plan'],
  ] as const) {
    it(`let only ${trusted} of the installation be ${name}, and only with the external id`, () => {
      const { AssumeRolePolicyDocument } = findRole(name).properties;
      assert.deepEqual(AssumeRolePolicyDocument.Statement, [
        {
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${SAMPLE_SETTINGS.homeAccount}:role/${trusted}` },
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'sts:ExternalId': 'plumbline-4444' } },
        },
      ]);
    });
  }

  it('hold no policy but their own', () => {
    const roles = member.filter(({ type }) => type === 'AWS::IAM::Role');
    assert.equal(roles.length, 2);
    for (const { properties } of roles) assert.deepEqual([properties.ManagedPolicyArns, properties.Policies], [undefined, undefined]);
  });

  it('let the reader describe the clusters that are named, and those with the tag', () => {
    assert.deepEqual(
      listAllowed(findRole('plumbline-reader')).map(({ actions, targets, condition }) => [actions, targets, condition]),
      [
        [
          ['eks:DescribeCluster'],
          [
            `arn:aws:eks:eu-west-1:${ACCOUNT}:cluster/prod-eu`,
            `arn:aws:eks:eu-west-1:${ACCOUNT}:cluster/stage_eu`,
            `arn:aws:eks:us-east-1:${ACCOUNT}:cluster/prod-us`,
          ],
          '{}',
        ],
        [['eks:DescribeCluster'], [`arn:aws:eks:eu-west-1:${ACCOUNT}:cluster/*`], '{"StringEquals":{"aws:ResourceTag/plumbline":"yes"}}'],
      ],
    );
  });

  it('let the finder list and describe, in the regions that are named', () => {
    assert.deepEqual(
      listAllowed(findRole('plumbline-finder')).map(({ actions, targets, condition }) => [actions, targets, condition]),
      [
        [['eks:ListClusters'], ['*'], '{"StringEquals":{"aws:RequestedRegion":["eu-west-1"]}}'],
        [['eks:DescribeCluster'], [`arn:aws:eks:eu-west-1:${ACCOUNT}:cluster/*`], '{}'],
      ],
    );
  });

  it('let the reader describe clusters with any value of a tag where none is given', () => {
    const [first] = SAMPLE_SETTINGS.members;
    const anyValue = { ...first, clusters: {}, discovery: { tag: { key: 'team' }, regions: ['eu-west-1'] } };
    const conditions = listInstallation({ ...SAMPLE_SETTINGS, members: [anyValue] })
      .flatMap(listStatements)
      .filter(({ actions }) => actions.includes('eks:DescribeCluster'))
      .map(({ condition }) => condition);
    assert.deepEqual(conditions, ['{"Null":{"aws:ResourceTag/team":"false"}}', '{}']);
  });
});

describe('the access entries of a member account', () => {
  it('make the reader, and nobody else, a member of one group in each cluster that is named', () => {
    const entries = member.filter(({ type }) => type === 'AWS::EKS::AccessEntry');
    const reader = `arn:aws:iam::${ACCOUNT}:role/plumbline-reader`;
    assert.deepEqual(
      entries.map(({ stack, properties: { Tags, ...rest } }) => [stack, rest]),
      [
        ['plumbline-member-444455556666-eu-west-1', 'prod-eu'],
        ['plumbline-member-444455556666-eu-west-1', 'stage_eu'],
        ['plumbline-member-444455556666-us-east-1', 'prod-us'],
      ].map(([stack, ClusterName]) => [stack, { ClusterName, PrincipalArn: reader, KubernetesGroups: ['plumbline:readers'] }]),
    );
  });

  it('carry no access policy of EKS, which would allow more than the ClusterRole does', () => {
    assert.ok(!JSON.stringify(member).includes('AccessPolicies'));
  });

  it('and the roles are templates that an account takes without being bootstrapped', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'plumbline-infra-'));
    try {
      const { stacks } = buildApp({ outdir, ...UNLINTED, context: { ...SAMPLE_SETTINGS } }).synth();
      const asking = stacks.filter(({ template }) => 'BootstrapVersion' in (template.Parameters ?? {})).map(({ stackName }) => stackName);
      assert.deepEqual(asking.sort(), ['plumbline-alerts', 'plumbline-storage']);
    } finally {
      rmSync(outdir, { recursive: true, force: true });
    }
  });
});
