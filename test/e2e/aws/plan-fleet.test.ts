/** `plan` over a fleet of a thousand clusters found by their tag, and what that takes. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import type { PlanEvent, PlanResult } from '../../../functions/handlers/plan.ts';
import type { DetectEvent } from '../../../functions/io/detect-check.ts';
import { type AwsCall, startFakeAws } from '../../support/fake-aws.ts';
import { createInstallation, HOME_ACCOUNT, type Installation } from '../../support/installation.ts';
import { type Moto, obtainMoto, startMoto } from '../../support/moto.ts';

const obtained = await obtainMoto();
const REGIONS = ['eu-west-1', 'eu-central-1', 'us-east-1', 'us-west-2'];
const EACH = 250;
const PAGE = 100;
/** More than a state may pass on to the next. */
const LARGEST_PAYLOAD = 256 * 1024;

/** EKS of a region, a hundred names a page. moto needs minutes to make as many. */
function listPage({ input: { nextToken = '0' } }: AwsCall): object {
  const start = Number(nextToken);
  const clusters = Array.from({ length: Math.min(PAGE, EACH - start) }, (_, i) => `shop-${start + i}`);
  return { clusters, ...(start + PAGE < EACH ? { nextToken: `${start + PAGE}` } : {}) };
}

function describeCluster({ input: { name }, region }: AwsCall): object {
  const arn = `arn:aws:eks:${region}:${HOME_ACCOUNT}:cluster/${name}`;
  return { cluster: { name, arn, status: 'ACTIVE', tags: { plumbline: 'yes' } } };
}

describe('plan', { skip: 'skip' in obtained ? obtained.skip : false }, () => {
  let moto: Moto;
  let installation: Installation;

  before(async () => {
    moto = await startMoto('python' in obtained ? obtained.python : assert.fail());
    installation = await createInstallation(moto);
    await installation.configure(`
sources: [{id: shop, url: "https://git.example.com/shop.git", path: "clusters/{cluster}"}]
discover: {tag: {key: plumbline, value: "yes"}, regions: [${REGIONS.join(', ')}]}
`);
  });
  after(() => moto?.stop());

  it('finds a thousand clusters and plans a check of each in one run, past what the payload of a state holds', async (t) => {
    const { settings, countCalls } = await startFakeAws(t, { 'eks:ListClusters': listPage, 'eks:DescribeCluster': describeCluster });
    Object.assign(process.env, installation.variables, { AWS_ENDPOINT_URL_EKS: settings.endpoint });
    t.after(() => delete process.env['AWS_ENDPOINT_URL_EKS']);
    const { handler } = (await import('../../../functions/handlers/plan.ts')) as { handler: (event: PlanEvent) => Promise<PlanResult> };
    const begin = performance.now();
    const result = await handler({ run: 'r1', at: '2026-11-21T08:00:00Z' });
    const seconds = (performance.now() - begin) / 1000;
    assert.deepEqual([result.count, result.problems], [REGIONS.length * EACH, []]);
    const { Body } = await installation.s3.send(new GetObjectCommand({ Bucket: result.bucket, Key: result.key }));
    const text = (await Body?.transformToString()) ?? '';
    const items = JSON.parse(text) as DetectEvent[];
    assert.equal(new Set(items.map(({ item }) => item.id)).size, REGIONS.length * EACH);
    assert.ok(text.length > LARGEST_PAYLOAD && JSON.stringify(result).length < 1_000, `${text.length} bytes`);
    assert.equal(countCalls('eks:DescribeCluster'), REGIONS.length * EACH);
    t.diagnostic(`${items.length} checks in ${seconds.toFixed(1)} s over stand-ins, ${Math.round(text.length / 1024)} KiB`);
  });
});
