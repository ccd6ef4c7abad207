import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { resolveEcrTags } from '../../../functions/io/images/resolve-ecr-tags.ts';

const DIGEST = `sha256:${'c'.repeat(64)}`;
const HOST = '111122223333.dkr.ecr.eu-central-1.amazonaws.com';
const SHOP = 'arn:aws:ecr:eu-central-1:111122223333:repository/shop/*';

interface Question {
  readonly registryId: string;
  readonly repositoryName: string;
  readonly imageIds: readonly { readonly imageTag: string }[];
}

/** ECR on the loopback interface, for the real client: it knows every tag but `gone`. */
async function startEcr(t: TestContext) {
  const asked: string[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const { registryId, repositoryName, imageIds } = (await json(incoming)) as Question;
    const tag = imageIds[0]?.imageTag;
    asked.push(`${String(incoming.headers['x-amz-target']).split('.')[1]} ${registryId} ${repositoryName}:${tag}`);
    outgoing.writeHead(tag === 'gone' ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' });
    const refusal = { __type: 'ImageNotFoundException', message: 'hunter2 in plain' };
    outgoing.end(JSON.stringify(tag === 'gone' ? refusal : { imageDetails: [{ imageDigest: DIGEST }] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const aws = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: async () => ({ accessKeyId: 'AKIA', secretAccessKey: 'x' }),
  };
  return { asked, resolve: (images: readonly string[], repositories: readonly string[]) => resolveEcrTags(images, repositories, aws) };
}

test('each tag of a named repository is asked for once, and what cannot be told is told with its code alone', async (t) => {
  const ecr = await startEcr(t);
  const images = [`${HOST}/shop/web:1`, `${HOST}/shop/web:1`, `${HOST}/shop/api:gone`, `${HOST}/shop/newest`];
  assert.deepEqual(await ecr.resolve(images, [SHOP]), [
    { image: `${HOST}/shop/api:gone`, refusal: 'ImageNotFoundException' },
    { image: `${HOST}/shop/newest`, digest: DIGEST },
    { image: `${HOST}/shop/web:1`, digest: DIGEST },
  ]);
  assert.deepEqual(ecr.asked.sort(), [
    'DescribeImages 111122223333 shop/api:gone',
    'DescribeImages 111122223333 shop/newest:latest',
    'DescribeImages 111122223333 shop/web:1',
  ]);
});

test('nobody is asked for a digest, another registry, another account or a repository that is not named', async (t) => {
  const ecr = await startEcr(t);
  const images = [
    `${HOST}/shop/web:1@${DIGEST}`,
    'docker.io/library/nginx:1',
    `${HOST}/platform/web:1`,
    `999999999999.dkr.ecr.eu-central-1.amazonaws.com/shop/web:1`,
    `111122223333.dkr.ecr.eu-central-1.amazonaws.com.evil.example/shop/web:1`,
  ];
  assert.deepEqual(await ecr.resolve(images, [SHOP]), []);
  assert.deepEqual(await ecr.resolve([`${HOST}/shop/web:1`], []), []);
  assert.deepEqual(ecr.asked, []);
});
