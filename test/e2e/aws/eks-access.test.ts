import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { CreateClusterCommand, EKSClient, type EKSClientConfig } from '@aws-sdk/client-eks';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { WHOLE_CLUSTER } from '../../../functions/core/check.ts';
import type { EksClusterRef } from '../../../functions/core/check-item.ts';
import { createMask } from '../../../functions/core/mask/create-mask.ts';
import { discoverEksClusters } from '../../../functions/io/eks/discover-eks-clusters.ts';
import { openEksCluster } from '../../../functions/io/eks/open-eks-cluster.ts';
import { runCheck } from '../../../functions/io/run-check.ts';
import { makeRepository } from '../../support/git-repository.ts';
import { type Moto, obtainMoto, startMoto } from '../../support/moto.ts';
import { type EksRelay, type RealCluster, startEksRelay } from '../../support/relay-eks.ts';
import { startTokenWebhook, type TokenWebhook } from '../../support/token-webhook.ts';
import { obtainControlPlane } from '../control-plane/obtain-control-plane.ts';
import { readAuditLog } from '../control-plane/read-audit-log.ts';
import { type ControlPlane, startControlPlane } from '../control-plane/start-control-plane.ts';
import { runKubectl } from '../support/run-kubectl.ts';

const [plane, moto] = [await obtainControlPlane(), await obtainMoto()];
const skip = 'skip' in plane ? plane.skip : 'skip' in moto ? moto.skip : false;
const HOME = '123456789012';
const OTHER = '222222222222';
const roleOf = (account: string, name: string) => `arn:aws:iam::${account}:role/${name}`;
const ROLE = roleOf(OTHER, 'plumbline-reader');
const SESSION = `arn:aws:sts::${OTHER}:assumed-role/plumbline-reader/plumbline-prod-eu`;
const REGION = 'eu-west-1';
const PROD: EksClusterRef = { name: 'prod-eu', region: REGION, account: OTHER, role: ROLE, externalId: 'plumb-42' };
const SETTINGS = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n  namespace: default\ndata:\n  level: info\n';

describe('a cluster of EKS in another account', { skip }, () => {
  let aws: Moto;
  let relay: EksRelay;
  let webhook: TokenWebhook;
  let cluster: ControlPlane;
  let options: { readonly aws: object; readonly now: () => number };
  const cacheDir = mkdtempSync(join(tmpdir(), 'plumbline-eks-'));

  before(async () => {
    aws = await startMoto('python' in moto ? moto.python : assert.fail());
    const entries = [{ role: ROLE, groups: ['plumbline:readers'] }];
    const clusters = new Map<string, RealCluster>();
    relay = await startEksRelay(aws.endpoint, clusters);
    webhook = await startTokenWebhook({ cluster: 'prod-eu', stsEndpoint: relay.endpoint, entries });
    cluster = await startControlPlane('binaries' in plane ? plane.binaries : assert.fail(), webhook.flags);
    const real = { url: cluster.url, authority: readFileSync(cluster.caFile, 'utf8') };
    clusters.set('prod-eu', real).set('sandbox', real);
    options = { aws: { endpoint: relay.endpoint, credentials: async () => aws.client.credentials }, now: Date.now };
    await createClusters(aws);
    const plumbline = join(import.meta.dirname, '../../../functions/cli/bin.js');
    const role = execFileSync(process.execPath, [plumbline, 'rbac', '--with-secrets'], { encoding: 'utf8' });
    await runKubectl(cluster, ['apply', '-f', '-'], role);
    await runKubectl(cluster, ['apply', '-f', '-'], SETTINGS.replace('info', 'debug'));
  });
  after(async () => {
    await cluster?.stop();
    await Promise.all([webhook?.stop(), relay?.stop(), aws?.stop()]);
    rmSync(cacheDir, { recursive: true, force: true });
  });

  it('is found by its tag over accounts and regions', async () => {
    const accounts = [{ id: OTHER, role: ROLE, externalId: 'plumb-42' }];
    const found = await discoverEksClusters({ tag: { key: 'plumbline', value: 'yes' }, regions: [REGION, 'us-east-1'], accounts }, options);
    assert.deepEqual(found, {
      clusters: [{ name: 'tools', region: 'us-east-1', account: HOME }, PROD],
      problems: [],
    });
  });

  it('is checked with a token that its API server has verified with STS, and the role of `plumbline rbac`', async (test) => {
    const url = makeRepository(test, { 'settings.yaml': SETTINGS });
    const source = { id: 'shop', url, revision: 'HEAD', path: '', defaultNamespace: 'default', worktree: false };
    const report = await runCheck({
      check: { id: 'prod-eu', cluster: { name: 'prod-eu', server: '' }, sources: [source], scope: { ...WHOLE_CLUSTER, unmanaged: false } },
      rules: { ignore: [], severity: [], delivery: [], controllers: [] },
      git: { cacheDir },
      openCluster: () => openEksCluster(PROD, options),
      schemaDirectory: undefined,
      mask: createMask(new Uint8Array(32)),
      now: new Date().toISOString(),
      explain: false,
    });
    assert.equal(report.verdict, 'drifted');
    assert.equal(report.differences.length, 1);
    assert.deepEqual([...new Set(webhook.accepted)], [SESSION]);
    assert.deepEqual(webhook.refused, []);
    const events = await readAuditLog(cluster.auditLogPath, SESSION);
    assert.ok(events.length > 3);
    assert.deepEqual([...new Set(events.map(({ verb }) => verb))].sort(), ['get', 'list']);
    assert.deepEqual([...new Set(events.map(({ userAgent }) => userAgent))], ['plumbline']);
  });

  it('is read on with a new session when the old one is revoked', async () => {
    const clock = { late: 11 * 60_000 };
    const client = await openEksCluster(PROD, { ...options, now: () => Date.now() - clock.late });
    assert.equal((await client.get('/api/v1/configmaps?limit=1')).status, 200);
    const old = webhook.keys.at(-1) ?? assert.fail();
    webhook.revoke(old);
    // The API server believes a token it knows for ten seconds; by now the session signs another.
    clock.late = 0;
    assert.equal((await client.get('/api/v1/configmaps?limit=1')).status, 200);
    assert.match(webhook.refused.at(-1) ?? '', /revoked/);
    assert.notEqual(webhook.keys.at(-1), old);
    client.close();
  });

  it('does not let in a role without access entry, nor a token that is too old', async () => {
    const stranger = await openEksCluster({ ...PROD, role: roleOf(OTHER, 'stranger') }, options);
    await assert.rejects(stranger.get('/api/v1/configmaps'), {
      name: 'RequestError',
      reason: 'unauthorized',
      advice: /aws-auth|access entry/,
    });
    assert.match(webhook.refused.at(-1) ?? '', /no access entry for .*assumed-role\/stranger/);
    stranger.close();
    const late = await openEksCluster(PROD, { ...options, now: () => Date.now() - 16 * 60_000 });
    await assert.rejects(late.get('/api/v1/configmaps'), { name: 'RequestError', reason: 'unauthorized' });
    assert.match(webhook.refused.at(-1) ?? '', /15 minutes ago/);
    late.close();
  });

  it('does not let in a token for another cluster', async () => {
    const client = await openEksCluster({ ...PROD, name: 'sandbox' }, options);
    await assert.rejects(client.get('/api/v1/configmaps'), { name: 'RequestError', reason: 'unauthorized' });
    assert.match(webhook.refused.at(-1) ?? '', /STS answers 403: .*SignatureDoesNotMatch/);
    client.close();
  });

  it('is missed by name where it is gone', async () => {
    await assert.rejects(openEksCluster({ ...PROD, name: 'gone' }, options), {
      name: 'PlumblineError',
      message: `there is no cluster "gone" in ${REGION} of account ${OTHER}`,
    });
  });
});

/** One cluster with the tag and one without in the other account, one with it at home in another region. */
async function createClusters({ client: { endpoint, credentials } }: Moto): Promise<void> {
  const sts = new STSClient({ endpoint, credentials, region: REGION });
  const { Credentials: given } = await sts.send(new AssumeRoleCommand({ RoleArn: roleOf(OTHER, 'admin'), RoleSessionName: 'setup' }));
  const there = {
    accessKeyId: given?.AccessKeyId ?? '',
    secretAccessKey: given?.SecretAccessKey ?? '',
    sessionToken: given?.SessionToken ?? '',
  };
  const tags = { plumbline: 'yes' };
  await create({ endpoint, credentials: there, region: REGION }, 'prod-eu', OTHER, tags);
  await create({ endpoint, credentials: there, region: REGION }, 'sandbox', OTHER, {});
  await create({ endpoint, credentials, region: 'us-east-1' }, 'tools', HOME, tags);
}

async function create(config: EKSClientConfig, name: string, account: string, tags: Record<string, string>) {
  const resourcesVpcConfig = { subnetIds: ['subnet-1', 'subnet-2'] };
  await new EKSClient(config).send(new CreateClusterCommand({ name, roleArn: roleOf(account, 'eks'), resourcesVpcConfig, tags }));
}
