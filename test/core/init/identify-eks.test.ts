import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { collectContexts } from '../../../functions/core/init/collect-contexts.ts';
import { type ContextFacts, identifyEks } from '../../../functions/core/init/identify-eks.ts';

const ENDPOINT = 'ABC123.gr7.eu-central-1.eks.amazonaws.com';
const ARN = 'arn:aws:eks:eu-central-1:111122223333:cluster/prod';
const facts = (rest: Partial<ContextFacts>): ContextFacts => ({ context: 'c', names: [], host: '10.0.0.1', ...rest });
const exec = (command: string, args: string, env: Record<string, string> = {}): NonNullable<ContextFacts['exec']> => ({
  command,
  args: args.split(' '),
  env,
});

describe('the cluster that a context leads to', () => {
  const known: readonly (readonly [
    what: string,
    facts: Partial<ContextFacts>,
    name: string,
    region: string,
    account?: string | undefined,
    role?: string,
  ])[] = [
    ['the names that `aws eks update-kubeconfig` gives', { names: [ARN, ARN] }, 'prod', 'eu-central-1', '111122223333'],
    ['an ARN of another partition', { names: ['arn:aws-cn:eks:cn-north-1:111122223333:cluster/x'] }, 'x', 'cn-north-1', '111122223333'],
    ['the names that eksctl gives', { names: ['ada@prod.us-east-1.eksctl.io'] }, 'prod', 'us-east-1'],
    [
      'the command of the AWS CLI, with a role',
      { exec: exec('aws', '--region eu-west-1 eks get-token --cluster-name prod --output json --role-arn arn:aws:iam::1:role/r') },
      'prod',
      'eu-west-1',
      undefined,
      'arn:aws:iam::1:role/r',
    ],
    [
      'the command behind a wrapper',
      { exec: exec('aws-vault', 'exec p -- /usr/bin/aws eks get-token --cluster-name=prod --region=eu-west-1') },
      'prod',
      'eu-west-1',
    ],
    [
      'a region in the variables of the command',
      { exec: exec('C:\\aws\\aws.exe', 'eks get-token --cluster-name prod', { AWS_REGION: 'eu-west-2' }) },
      'prod',
      'eu-west-2',
    ],
    [
      'aws-iam-authenticator and the endpoint',
      { host: ENDPOINT, exec: exec('aws-iam-authenticator', 'token -i prod -r r') },
      'prod',
      'eu-central-1',
      undefined,
      'r',
    ],
    ['an endpoint in another region than the label', { host: ENDPOINT, names: ['prod.us-east-1.eksctl.io'] }, 'prod', 'eu-central-1'],
    ['an IPv6 endpoint', { host: 'a.b.eks-cluster.eu-west-1.api.aws', names: ['prod.eu-west-1.eksctl.io'] }, 'prod', 'eu-west-1'],
    [
      'a label of another cluster, whose account tells nothing',
      { names: [ARN], exec: exec('aws', 'eks get-token --cluster-name other --region eu-central-1') },
      'other',
      'eu-central-1',
    ],
  ];
  for (const [what, given, name, region, account, role] of known) {
    it(`is told by ${what}`, () => {
      assert.deepEqual(identifyEks(facts(given)), {
        type: 'eks',
        name,
        region,
        ...(account === undefined ? {} : { account }),
        ...(role === undefined ? {} : { role }),
      });
    });
  }

  const others: readonly (readonly [what: string, facts: Partial<ContextFacts>, why: RegExp])[] = [
    ['a cluster of another kind', { host: '127.0.0.1', names: ['kind-local'] }, /^no EKS cluster: its API server is 127\.0\.0\.1$/],
    ['another command', { exec: exec('gke-gcloud-auth-plugin', '') }, /^no EKS cluster/],
    ['a host that only looks like EKS', { host: 'eu-west-1.eks.amazonaws.com.example.com' }, /^no EKS cluster/],
    ['an endpoint without a name', { host: ENDPOINT }, /^an EKS cluster whose name the kubeconfig does not tell$/],
    ['a name without a region', { exec: exec('aws', 'eks get-token --cluster-name prod') }, /^the EKS cluster prod, whose region/],
    [
      'a region that is none',
      { exec: exec('aws', 'eks get-token --cluster-name prod --region here') },
      /^the EKS cluster prod, whose region/,
    ],
    ['an option without its value', { exec: exec('aws', 'eks get-token --region eu-west-1 --cluster-name') }, /whose name/],
  ];
  for (const [what, given, why] of others) {
    it(`is not told by ${what}`, () => {
      const found = identifyEks(facts(given));
      assert.match(found.type === 'other' ? found.why : '', why);
    });
  }
});

describe('the clusters of a kubeconfig', () => {
  it('are there once, however many contexts lead to one, and a context that tells no account leads to the one that is told', () => {
    const { clusters, leftOut } = collectContexts([
      facts({ context: 'b', names: [ARN] }),
      facts({ context: 'a', host: ENDPOINT, exec: exec('aws', 'eks get-token --cluster-name prod --role-arn r') }),
    ]);
    assert.deepEqual(leftOut, []);
    assert.deepEqual(clusters, [
      {
        name: 'prod',
        region: 'eu-central-1',
        account: '111122223333',
        notes: ['Contexts a, b.', 'You read it as r; Plumbline has a role of its own.'],
      },
    ]);
  });

  it('are two where their accounts are, and a context that tells none is left out', () => {
    const { clusters, leftOut } = collectContexts([
      facts({ context: 'b', names: [ARN] }),
      facts({ context: 'c', names: [ARN.replace('1111', '9999')] }),
      facts({ context: 'a', host: ENDPOINT, names: ['prod.eu-central-1.eksctl.io'] }),
    ]);
    assert.deepEqual(
      clusters.map(({ account }) => account),
      ['111122223333', '999922223333'],
    );
    assert.match(leftOut[0]?.why ?? '', /of 111122223333 or 999922223333: it does not tell which/);
  });
});
