import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { signToken } from '../../../functions/io/eks/sign-token.ts';

const KEY = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };
const NOW = new Date('2026-11-21T09:30:00Z');
const SCOPE =
  '?Action=GetCallerIdentity&Version=2011-06-15&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20261121%2F';
const TERMS = '%2Fsts%2Faws4_request&X-Amz-Date=20261121T093000Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host%3Bx-k8s-aws-id';

/** Made by awscli 1.46.2 with botocore 1.44.5 for the cluster `prod-eu`, its clock held: `TokenGenerator(client).get_token('prod-eu')`. */
const VECTORS = [
  {
    title: 'a long-lived key',
    region: 'eu-west-1',
    stsHost: 'sts.eu-west-1.amazonaws.com',
    credentials: KEY,
    url: `https://sts.eu-west-1.amazonaws.com/${SCOPE}eu-west-1${TERMS}&X-Amz-Signature=25b6e30bab9478d2c89fb756d72c3fc7eae795ed704b7efb4ea4fc66a4c3b615`,
  },
  {
    title: 'a session',
    region: 'eu-west-1',
    stsHost: 'sts.eu-west-1.amazonaws.com',
    credentials: { ...KEY, sessionToken: 'FwoGZXIvYXdzEXAMPLE//session+token==' },
    url: `https://sts.eu-west-1.amazonaws.com/${SCOPE}eu-west-1${TERMS}&X-Amz-Security-Token=FwoGZXIvYXdzEXAMPLE%2F%2Fsession%2Btoken%3D%3D&X-Amz-Signature=42b40a08d483aaa827685b2093a2d486be9977650dbf82d7108b0cf1e756ba72`,
  },
  {
    title: 'another partition',
    region: 'cn-north-1',
    stsHost: 'sts.cn-north-1.amazonaws.com.cn',
    credentials: KEY,
    url: `https://sts.cn-north-1.amazonaws.com.cn/${SCOPE}cn-north-1${TERMS}&X-Amz-Signature=547c22e283a9212912edd7e5c62fe1620f471ad29c21cd5567c41154a661471c`,
  },
];

describe('signToken', () => {
  for (const { title, url, ...request } of VECTORS) {
    it(`makes the token of \`aws eks get-token\`, byte for byte: ${title}`, async () => {
      const token = await signToken({ ...request, cluster: 'prod-eu', now: NOW });
      assert.equal(Buffer.from(token.replace('k8s-aws-v1.', ''), 'base64url').toString(), url);
      assert.equal(token, `k8s-aws-v1.${Buffer.from(url).toString('base64url')}`);
      assert.doesNotMatch(token, /[=+/]/);
    });
  }

  it('names the cluster under the signature, so that no other cluster takes the token', async () => {
    const [first] = VECTORS;
    if (first === undefined) assert.fail();
    const tokens = await Promise.all(['prod-eu', 'prod-us'].map((cluster) => signToken({ ...first, cluster, now: NOW })));
    assert.notEqual(tokens[0], tokens[1]);
  });
});
