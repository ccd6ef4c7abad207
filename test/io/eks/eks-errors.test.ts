import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { inspect } from 'node:util';
import type { EksClusterRef } from '../../../functions/core/check-item.ts';
import { PlumblineError } from '../../../functions/core/errors.ts';
import { openEksCluster } from '../../../functions/io/eks/open-eks-cluster.ts';
import { RequestError } from '../../../functions/io/kube/request-error.ts';
import { createAuthority } from '../../support/certificates.ts';
import { describeEksCluster } from '../../support/eks-cluster.ts';
import { startFakeApiServer } from '../../support/fake-api-server.ts';
import { type AwsAnswers, AwsRefusal, giveCredentials, SECRETS, startFakeAws } from '../../support/fake-aws.ts';
import { HASTY_LIMITS } from '../../support/open-fake-cluster.ts';

const ROLE = 'arn:aws:iam::111111111111:role/plumbline-reader';
const OWN: EksClusterRef = { name: 'prod-eu', region: 'eu-west-1' };
const ASSUMED: EksClusterRef = { ...OWN, account: '111111111111', role: ROLE, externalId: 'plumb-42' };
const NOWHERE = { url: 'https://127.0.0.1:1', authority: createAuthority() };
const CANONICAL = `the Canonical String should have been 'POST\nx-amz-security-token:${SECRETS[1]}'`;
const assume = () => giveCredentials('ASIA1', new Date(Date.now() + 3_600_000));

function refuse(code: string, message?: string, status?: number): () => never {
  return () => {
    throw new AwsRefusal(code, message, status);
  };
}

interface Refused {
  readonly title: string;
  readonly ref?: EksClusterRef;
  readonly describe?: AwsAnswers[string];
  readonly assume?: AwsAnswers[string];
  readonly code: string;
  readonly says: RegExp;
  readonly advises: RegExp;
}

const describeIn = (changes: object) => () => describeEksCluster(NOWHERE, changes);
const DENIAL =
  'User: arn:aws:sts::111111111111:assumed-role/reader/x is not authorized to perform: eks:DescribeCluster on resource: arn:aws:eks:eu-west-1:111111111111:cluster/prod-eu with an explicit deny in a service control policy';

const REFUSALS: readonly Refused[] = [
  {
    title: 'a cluster that is gone',
    ref: ASSUMED,
    describe: refuse('ResourceNotFoundException', 'No cluster found for name: prod-eu.', 404),
    code: 'unreachable',
    says: /^there is no cluster "prod-eu" in eu-west-1 of account 111111111111$/,
    advises: /region, account and role.* take it out/,
  },
  {
    title: 'a cluster that is being created',
    describe: describeIn({ status: 'CREATING', endpoint: undefined }),
    code: 'unreachable',
    says: /^cluster "prod-eu" \(eu-west-1\) is still being created$/,
    advises: /when it is active/,
  },
  {
    title: 'a cluster that is being deleted',
    describe: describeIn({ status: 'DELETING' }),
    code: 'unreachable',
    says: /is being deleted$/,
    advises: /take it out/,
  },
  {
    title: 'a cluster that has failed',
    describe: describeIn({ status: 'FAILED', health: { issues: [{ code: 'Ec2SubnetNotFound' }] } }),
    code: 'unreachable',
    says: /has failed: Ec2SubnetNotFound$/,
    advises: /health issues/,
  },
  {
    title: 'a role that may not describe the cluster',
    ref: ASSUMED,
    describe: refuse('AccessDeniedException', DENIAL),
    code: 'authentication',
    says: /^role arn:aws:iam::111111111111:role\/plumbline-reader may not eks:DescribeCluster \(cluster "prod-eu"\): User: .* explicit deny in a service control policy$/,
    advises: /^grant eks:DescribeCluster to role arn:/,
  },
  {
    title: 'credentials of the caller that may not describe the cluster',
    describe: refuse('AccessDeniedException', `${SECRETS[0]}`),
    code: 'authentication',
    says: /^the caller \(no role is set for this cluster\) may not eks:DescribeCluster \(cluster "prod-eu"\)$/,
    advises: /service control policy/,
  },
  {
    title: 'a role that does not let itself be assumed',
    ref: ASSUMED,
    assume: refuse(
      'AccessDenied',
      `User: arn:aws:iam::222222222222:role/detect is not authorized to perform: sts:AssumeRole on resource: ${ROLE}`,
    ),
    code: 'authentication',
    says: /may not sts:AssumeRole \(role arn:aws:iam::111111111111:role\/plumbline-reader\): User: arn:aws:iam::222222222222:role\/detect is not/,
    advises: /trust policy, with the same external id/,
  },
  {
    title: 'credentials that have expired',
    describe: refuse('ExpiredTokenException', `The security token ${SECRETS[1]} is expired`),
    code: 'authentication',
    says: /have expired$/,
    advises: /log in again/,
  },
  {
    title: 'credentials that have expired, said by STS',
    ref: ASSUMED,
    assume: refuse('ExpiredToken'),
    code: 'authentication',
    says: /have expired$/,
    advises: /log in again/,
  },
  {
    title: 'a region that does not know the account',
    describe: refuse('UnrecognizedClientException', 'The security token included in the request is invalid.'),
    code: 'authentication',
    says: /^AWS in eu-west-1 does not know/,
    advises: /check the region, and that it is enabled/,
  },
  {
    title: 'a signature that is wrong, whose explanation holds the session token',
    ref: ASSUMED,
    assume: refuse('SignatureDoesNotMatch', CANONICAL),
    code: 'authentication',
    says: /does not accept the signature of/,
    advises: /clock/,
  },
  {
    title: 'something that nobody has thought of',
    describe: refuse('SurprisingException', CANONICAL, 400),
    code: 'unreachable',
    says: /^eks:DescribeCluster failed \(cluster "prod-eu", eu-west-1\): SurprisingException$/,
    advises: /CloudTrail/,
  },
  {
    title: 'a cluster of the same name in the own account, where another account is meant',
    ref: { ...OWN, account: '333333333333' },
    describe: describeIn({}),
    code: 'config',
    says: /looked for in account 111111111111: no role is set/,
    advises: /role of account 333333333333/,
  },
];

describe('what openEksCluster says of', () => {
  for (const { title, ref = OWN, code, says, advises, ...answers } of REFUSALS) {
    it(title, async (test) => {
      const aws = await startFakeAws(test, {
        'eks:DescribeCluster': answers.describe ?? refuse('NobodyAsks'),
        'sts:AssumeRole': answers.assume ?? assume,
      });
      const error = await openEksCluster(ref, { aws: aws.settings, now: Date.now }).catch((thrown: unknown) => thrown);
      assert.ok(error instanceof PlumblineError, inspect(error));
      assert.deepEqual([error.code, says.test(error.message), advises.test(error.advice ?? '')], [code, true, true], inspect(error));
      assertSilent(error);
    });
  }

  it('credentials that cannot be had', async () => {
    const lost = Object.assign(new Error(`nothing but ${SECRETS[0]}`), { name: 'CredentialsProviderError' });
    const opening = openEksCluster(OWN, { aws: { credentials: () => Promise.reject(lost) }, now: Date.now });
    const error = await opening.catch((thrown: unknown) => thrown);
    assert.ok(error instanceof PlumblineError);
    assert.equal(error.message, 'there are no AWS credentials');
    assertSilent(error);
  });

  it('AWS that cannot be reached', async () => {
    const aws = { endpoint: 'http://127.0.0.1:1', maxAttempts: 1, credentials: async () => ({ accessKeyId: 'A', secretAccessKey: 'B' }) };
    await assert.rejects(openEksCluster(OWN, { aws, now: Date.now }), {
      name: 'PlumblineError',
      message: 'eks in eu-west-1 does not answer',
      advice: /interface endpoint com\.amazonaws\.eu-west-1\.eks/,
    });
  });
});

describe('what a client of an EKS cluster says of', () => {
  it('a private endpoint that is out of reach', async (test) => {
    const error = await failToRead(test, { endpoint: 'https://127.0.0.1:1' });
    assert.match(error.message, /cannot reach the API server .*; it belongs to cluster "prod-eu" \(eu-west-1, account 111111111111\)$/);
    assert.match(error.advice ?? '', /^the endpoint is private: run Plumbline in vpc-1 .* let sg-1 accept port 443/);
  });

  it('a private endpoint from which nothing comes back', async (test) => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1');
    test.after(() => void silent.close());
    await new Promise((resolve) => silent.once('listening', resolve));
    const address = silent.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const error = await failToRead(test, { endpoint: `https://127.0.0.1:${port}` });
    assert.equal(error.reason, 'timed-out');
    assert.match(error.advice ?? '', /^the endpoint is private: run Plumbline in vpc-1/);
  });

  it('a public endpoint that admits other addresses', async (test) => {
    const resourcesVpcConfig = { vpcId: 'vpc-1', endpointPublicAccess: true, publicAccessCidrs: ['203.0.113.0/24'] };
    const error = await failToRead(test, { endpoint: 'https://127.0.0.1:1', resourcesVpcConfig });
    assert.match(error.advice ?? '', /admits only 203\.0\.113\.0\/24/);
  });

  it('another certificate than that of the cluster', async (test) => {
    const other = Buffer.from(createAuthority().cert).toString('base64');
    const error = await failToRead(test, { certificateAuthority: { data: other } });
    assert.match(error.message, /^cannot reach the API server of cluster "prod-eu" \(eu-west-1, account 111111111111\): TLS failed \(/);
    assert.match(error.advice ?? '', /created anew/);
  });

  for (const [authenticationMode, advice] of [
    ['API', /create an access entry .* for role arn:.*plumbline:readers/],
    ['CONFIG_MAP', /aws-auth alone: map role arn:/],
  ] as const) {
    it(`a token that stays refused (${authenticationMode})`, async (test) => {
      const error = await failToRead(test, { accessConfig: { authenticationMode } });
      assert.equal(error.reason, 'unauthorized');
      assert.match(error.advice ?? '', advice);
    });
  }
});

/** Opens a cluster that EKS describes with these changes; its API server refuses every token. */
async function failToRead(test: TestContext, changes: object): Promise<RequestError> {
  const server = await startFakeApiServer({ listener: (_incoming, outgoing) => void outgoing.writeHead(401).end('{}') });
  const aws = await startFakeAws(test, { 'eks:DescribeCluster': () => describeEksCluster(server, changes), 'sts:AssumeRole': assume });
  const limits = { ...HASTY_LIMITS, connect: 200, attempts: 1 };
  const client = await openEksCluster(ASSUMED, { aws: aws.settings, now: Date.now, limits });
  const error = await client.get('/version').catch((thrown: unknown) => thrown);
  client.close();
  await server.stop();
  assert.ok(error instanceof RequestError, inspect(error));
  assertSilent(error);
  return error;
}

/** No secret, token or presigned URL in anything that an error carries. */
function assertSilent(error: Error): void {
  const everything = inspect(error, { depth: 10, showHidden: true });
  for (const secret of [...SECRETS, 'X-Amz-Signature', 'k8s-aws-v1']) assert.ok(!everything.includes(secret), everything);
}
