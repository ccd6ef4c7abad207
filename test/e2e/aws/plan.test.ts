/** `plan` on real storage: a fleet found by its tag becomes the items of one run. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { CreateClusterCommand, EKSClient } from '@aws-sdk/client-eks';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { PlanEvent, PlanResult } from '../../../functions/handlers/plan.ts';
import { type Moto, obtainMoto, startMoto } from '../../support/moto.ts';

const obtained = await obtainMoto();

const CONFIG = `
sources:
  - {id: shop, url: "https://git.example.com/shop.git", revision: main, path: "deploy/{cluster}", secret: git/shop}
clusters:
  - {name: prod-eu, eks: {region: eu-west-1}, schedule: rate(5 minutes)}
discover:
  tag: {key: plumbline, value: watch}
  regions: [eu-west-1]
  schedule: rate(1 hour)
`;

describe('plan', { skip: 'skip' in obtained ? obtained.skip : false }, () => {
  let moto: Moto;
  let s3: S3Client;
  let handler: (event: PlanEvent) => Promise<PlanResult>;

  before(async () => {
    moto = await startMoto('python' in obtained ? obtained.python : assert.fail());
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: moto.endpoint,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'testing',
      AWS_SECRET_ACCESS_KEY: 'testing',
      PLUMBLINE_CONFIG: 's3://work/plumbline.yaml',
      PLUMBLINE_WORK_BUCKET: 'work',
    });
    s3 = new S3Client({ ...moto.client, region: 'eu-west-1' });
    await s3.send(new CreateBucketCommand({ Bucket: 'work', CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } }));
    await s3.send(new PutObjectCommand({ Bucket: 'work', Key: 'plumbline.yaml', Body: CONFIG }));
    const eks = new EKSClient({ ...moto.client, region: 'eu-west-1' });
    const roleArn = 'arn:aws:iam::123456789012:role/eks';
    for (const [name, tags] of [
      ['staging', { plumbline: 'watch' }],
      ['other', {}],
    ] as const) {
      await eks.send(new CreateClusterCommand({ name, roleArn, resourcesVpcConfig: {}, tags }));
    }
    ({ handler } = await import('../../../functions/handlers/plan.ts'));
  });
  after(() => moto?.stop());

  async function readItems({ bucket, key }: PlanResult): Promise<{ item: { id: string; sources: unknown[] }; run: string; at: string }[]> {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return JSON.parse((await Body?.transformToString()) ?? '');
  }

  it('writes one item for each cluster that is named or carries the tag, sources by the name of their secret', async () => {
    const result = await handler({ run: 'r1', at: '2026-11-21T08:00:00Z' });
    assert.deepEqual([result.count, result.problems], [2, []]);
    const items = await readItems(result);
    assert.deepEqual(items.map(({ item }) => item.id.split('.')[0]).sort(), ['prod-eu', 'staging']);
    assert.ok(items.every(({ run, at }) => run === 'r1' && at === '2026-11-21T08:00:00Z'));
    const [first] = items.filter(({ item }) => item.id === 'prod-eu');
    const source = {
      id: 'shop',
      url: 'https://git.example.com/shop.git',
      revision: 'main',
      path: 'deploy/prod-eu',
      defaultNamespace: 'default',
      secret: 'git/shop',
    };
    assert.deepEqual(first?.item.sources, [source]);
  });

  it('plans the checks of one schedule alone', async () => {
    const result = await handler({ run: 'r2', at: '2026-11-21T08:05:00Z', schedule: 'rate(5 minutes)' });
    assert.deepEqual(
      (await readItems(result)).map(({ item }) => item.id),
      ['prod-eu'],
    );
  });

  it('plans the checks that follow what was pushed alone, and none where none does', async () => {
    const urls = ['https://git.example.com/shop'];
    const pushed = await handler({ run: 'r4', at: '2026-11-21T08:06:00Z', push: { urls, refs: ['refs/heads/main'] } });
    assert.deepEqual((await readItems(pushed)).map(({ item }) => item.id.split('.')[0]).sort(), ['prod-eu', 'staging']);
    const other = await handler({ run: 'r5', at: '2026-11-21T08:07:00Z', push: { urls, refs: ['refs/heads/feature'] } });
    assert.deepEqual([other.count, await readItems(other)], [0, []]);
  });

  it('writes the same place when a run is planned again', async () => {
    const event = { run: 'r3', at: '2026-11-21T08:10:00Z' };
    assert.deepEqual(await handler(event), await handler(event));
  });
});
