import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { discoverEksClusters, type EksDiscovery } from '../../../functions/io/eks/discover-eks-clusters.ts';
import { type AwsAnswers, AwsRefusal, giveCredentials, SECRETS, startFakeAws } from '../../support/fake-aws.ts';

interface Existing {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly status?: string;
}

const HOME = '111111111111';
const OTHER = '222222222222';
const ROLE = `arn:aws:iam::${OTHER}:role/plumbline-reader`;
const TAG = { 'plumbline.dev/check': 'yes' };
const REGIONS = ['eu-west-1', 'us-east-1'];
const FLEET: readonly Existing[] = [
  ...Array.from({ length: 7 }, (_, index) => ({ account: HOME, region: 'eu-west-1', name: `shop-${index}`, tags: TAG })),
  { account: HOME, region: 'eu-west-1', name: 'untagged' },
  { account: HOME, region: 'eu-west-1', name: 'other-value', tags: { 'plumbline.dev/check': 'no' } },
  { account: HOME, region: 'eu-west-1', name: 'coming', tags: TAG, status: 'CREATING' },
  { account: HOME, region: 'eu-west-1', name: 'going', tags: TAG, status: 'DELETING' },
  { account: HOME, region: 'us-east-1', name: 'shop-0', tags: TAG, status: 'UPDATING' },
  { account: OTHER, region: 'eu-west-1', name: 'shop-0', tags: TAG },
];
const EVERYWHERE: EksDiscovery = {
  tag: { key: 'plumbline.dev/check', value: 'yes' },
  regions: REGIONS,
  accounts: [{ id: OTHER, role: ROLE, externalId: 'plumb-42' }],
};

/** EKS of two accounts, in pages of three; assumed keys begin with the account. */
async function discover(test: TestContext, discovery: EksDiscovery, answers: AwsAnswers = {}) {
  const accountOf = (accessKeyId: string) => (accessKeyId.startsWith('ASIA') ? accessKeyId.slice(4) : HOME);
  const find = (region: string, accessKeyId: string) =>
    FLEET.filter((cluster) => cluster.region === region && cluster.account === accountOf(accessKeyId));
  const fleet: AwsAnswers = {
    'eks:ListClusters': ({ region, accessKeyId, input }) => {
      const from = Number(input['nextToken'] ?? 0);
      const names = find(region, accessKeyId).map(({ name }) => name);
      return { clusters: names.slice(from, from + 3), ...(names.length > from + 3 ? { nextToken: `${from + 3}` } : {}) };
    },
    'eks:DescribeCluster': ({ region, accessKeyId, input }) => {
      const {
        name,
        account,
        tags,
        status = 'ACTIVE',
      } = find(region, accessKeyId).find(({ name }) => name === input['name']) ?? assert.fail();
      return { cluster: { name, tags, status, arn: `arn:aws:eks:${region}:${account}:cluster/${name}` } };
    },
    'sts:AssumeRole': ({ input }) => giveCredentials(`ASIA${input['RoleArn']?.split(':')[4]}`, new Date(Date.now() + 3_600_000)),
  };
  const aws = await startFakeAws(test, { ...fleet, ...answers });
  return { aws, fleet, ...(await discoverEksClusters(discovery, { aws: aws.settings, now: Date.now })) };
}

const home = (region: string, name: string) => ({ name, region, account: HOME });

describe('discoverEksClusters', () => {
  it('finds what carries the tag in every region of every account, sorted, and leaves out what comes and goes', async (test) => {
    const { clusters, problems, aws } = await discover(test, EVERYWHERE);
    assert.deepEqual(problems, []);
    assert.deepEqual(clusters, [
      ...Array.from({ length: 7 }, (_, index) => home('eu-west-1', `shop-${index}`)),
      home('us-east-1', 'shop-0'),
      { name: 'shop-0', region: 'eu-west-1', account: OTHER, role: ROLE, externalId: 'plumb-42' },
    ]);
    assert.equal(aws.countCalls('sts:AssumeRole'), 1);
  });

  it('tells the environment of a cluster that carries its tag', async (test) => {
    const { clusters } = await discover(test, { ...EVERYWHERE, environment: { tag: 'plumbline.dev/check' }, accounts: [] });
    assert.deepEqual([...new Set(clusters.map(({ environment }) => environment))], ['yes']);
    const none = await discover(test, { ...EVERYWHERE, environment: { tag: 'Environment' }, accounts: [] });
    assert.ok(none.clusters.every((cluster) => !('environment' in cluster)));
  });

  it('finds with one role what another one reads', async (test) => {
    const finder = `arn:aws:iam::${OTHER}:role/plumbline-finder`;
    const assumed: unknown[] = [];
    const { clusters, problems } = await discover(
      test,
      { tag: EVERYWHERE.tag, regions: ['eu-west-1'], accounts: [{ id: OTHER, role: ROLE, finder, externalId: 'plumb-42' }] },
      {
        'sts:AssumeRole': ({ input }) => {
          assumed.push([input['RoleArn'], input['ExternalId']]);
          return giveCredentials(`ASIA${OTHER}`, new Date(Date.now() + 3_600_000));
        },
      },
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(clusters.at(-1), { name: 'shop-0', region: 'eu-west-1', account: OTHER, role: ROLE, externalId: 'plumb-42' });
    assert.deepEqual(assumed, [[finder, 'plumb-42']]);
  });

  it('names the role that may not find, not the one that reads', async (test) => {
    const finder = `arn:aws:iam::${OTHER}:role/plumbline-finder`;
    const refuse = () => {
      throw new AwsRefusal('AccessDeniedException');
    };
    const { problems } = await discover(
      test,
      { tag: EVERYWHERE.tag, regions: ['eu-west-1'], accounts: [{ id: OTHER, role: ROLE, finder }] },
      { 'eks:ListClusters': ({ accessKeyId }) => (accessKeyId.startsWith('ASIA') ? refuse() : { clusters: [] }) },
    );
    assert.equal(problems.length, 1);
    assert.match(problems[0] ?? '', /^account 222222222222, eu-west-1: .*plumbline-finder may not eks:ListClusters/);
  });

  it('takes any value where none is asked for', async (test) => {
    const { clusters } = await discover(test, { tag: { key: 'plumbline.dev/check' }, regions: ['eu-west-1'] });
    assert.deepEqual(
      clusters.map(({ name }) => name),
      ['other-value', ...Array.from({ length: 7 }, (_, index) => `shop-${index}`)],
    );
  });

  it('takes the role where the own account is named with one too', async (test) => {
    const role = `arn:aws:iam::${HOME}:role/plumbline-reader`;
    const { clusters } = await discover(test, { tag: EVERYWHERE.tag, regions: ['us-east-1'], accounts: [{ id: HOME, role }] });
    assert.deepEqual(clusters, [{ ...home('us-east-1', 'shop-0'), role }]);
  });

  it('names an account that does not let itself be read, once, and goes on', async (test) => {
    const { clusters, problems } = await discover(test, EVERYWHERE, {
      'sts:AssumeRole': () => {
        throw new AwsRefusal('AccessDenied');
      },
    });
    assert.equal(clusters.length, 8);
    assert.equal(problems.length, 1);
    assert.match(problems[0] ?? '', /^account 222222222222: .* may not sts:AssumeRole \(role arn:.*\(allow the caller/);
  });

  it('names a region that fails and goes on with the others', async (test) => {
    const { clusters, problems } = await discover(test, EVERYWHERE, {
      'eks:ListClusters': ({ region }) => {
        if (region === 'us-east-1') throw new AwsRefusal('UnrecognizedClientException', `${SECRETS[1]}`);
        return { clusters: ['shop-0'] };
      },
    });
    assert.equal(clusters.length, 2);
    assert.deepEqual(
      problems.map((problem) => problem.split(': ')[0]),
      ['account 222222222222, us-east-1', 'own account, us-east-1'],
    );
    assert.ok(!problems.join().includes(`${SECRETS[1]}`));
  });

  it('names a cluster that may not be described, and says nothing of one that was deleted meanwhile', async (test) => {
    const { clusters, problems } = await discover(
      test,
      { tag: EVERYWHERE.tag, regions: ['eu-west-1'] },
      {
        'eks:ListClusters': () => ({ clusters: ['denied', 'gone', 'there'] }),
        'eks:DescribeCluster': ({ input }) => {
          if (input['name'] === 'denied') throw new AwsRefusal('AccessDeniedException');
          if (input['name'] === 'gone') throw new AwsRefusal('ResourceNotFoundException', 'gone', 404);
          return { cluster: { name: 'there', tags: TAG, status: 'ACTIVE', arn: `arn:aws:eks:eu-west-1:${HOME}:cluster/there` } };
        },
      },
    );
    assert.deepEqual(clusters, [home('eu-west-1', 'there')]);
    assert.equal(problems.length, 1);
    assert.match(problems[0] ?? '', /^own account, eu-west-1: .* may not eks:DescribeCluster \(cluster "denied"\)/);
  });
});
