/**
 * A release at the gate, from the command line to a real API server: the function behind Lambda's streaming interface, git over smart HTTP with a
 * token, the report in S3 behind the URL that the function signs.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';
import { CreateTableCommand, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { CreateClusterCommand, EKSClient } from '@aws-sdk/client-eks';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CreateBucketCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { type Outcome, runCommandLine } from '../../support/command-line.ts';
import { type StreamingFunction, startStreamingLambda } from '../../support/fake-streaming-lambda.ts';
import { startGitHost } from '../../support/git-host.ts';
import { commitFiles, makeRepository, runGit } from '../../support/git-repository.ts';
import { obtainMoto, startMoto } from '../../support/moto.ts';
import { type RealCluster, startEksRelay } from '../../support/relay-eks.ts';
import { startTokenWebhook } from '../../support/token-webhook.ts';
import { obtainControlPlane } from '../control-plane/obtain-control-plane.ts';
import { type ControlPlane, startControlPlane } from '../control-plane/start-control-plane.ts';
import { runKubectl } from '../support/run-kubectl.ts';

const [plane, obtained] = [await obtainControlPlane(), await obtainMoto()];
const skip = 'skip' in plane ? plane.skip : 'skip' in obtained ? obtained.skip : false;
const REGION = 'eu-west-1';
const ROLE = 'arn:aws:iam::123456789012:role/plumbline-local';
const TOKEN = 'a-token-of-the-tests';

function settings(data: Readonly<Record<string, string>>): string {
  const lines = Object.entries(data).map(([key, value]) => `  ${key}: ${value}\n`);
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n  namespace: default\ndata:\n${lines.join('')}`;
}

const BANNER = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: banner\n  namespace: default\ndata:\n  text: hello\n';
const RELEASED = settings({ level: 'info', mode: 'careful', replicas: 'three', region: 'here' });

describe('a release at the gate', { skip }, () => {
  const stops: (() => unknown)[] = [];
  const scope = { after: (stop: () => unknown) => stops.push(stop) } as unknown as TestContext;
  let server: ControlPlane;
  let s3: S3Client;
  let commits: Readonly<Record<'released' | 'next', string>>;

  before(async () => {
    const moto = await startMoto('python' in obtained ? obtained.python : assert.fail());
    const clusters = new Map<string, RealCluster>();
    const relay = await startEksRelay(moto.endpoint, clusters);
    stops.push(
      () => relay.stop(),
      () => moto.stop(),
    );
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: relay.endpoint,
      AWS_REGION: REGION,
      AWS_ACCESS_KEY_ID: 'testing',
      AWS_SECRET_ACCESS_KEY: 'testing',
      PLUMBLINE_CONFIG: 's3://work/plumbline.yaml',
      PLUMBLINE_REPORT_BUCKET: 'reports',
      PLUMBLINE_STATE_TABLE: 'state',
      PLUMBLINE_MASK_SECRET: 'mask',
    });
    const entries = [{ role: ROLE, groups: ['plumbline:readers'] }];
    const webhook = await startTokenWebhook({ cluster: 'prod-eu', stsEndpoint: relay.endpoint, entries });
    server = await startControlPlane('binaries' in plane ? plane.binaries : assert.fail(), webhook.flags);
    stops.push(
      () => webhook.stop(),
      () => server.stop(),
    );
    clusters.set('prod-eu', { url: server.url, authority: readFileSync(server.caFile, 'utf8') });
    const bin = join(import.meta.dirname, '../../../functions/cli/bin.js');
    await runKubectl(server, ['apply', '-f', '-'], execFileSync(process.execPath, [bin, 'rbac', '--with-secrets'], { encoding: 'utf8' }));
    await runKubectl(server, ['apply', '-f', '-'], RELEASED);
    const gitUrl = await createRepository();
    await createAws(gitUrl);
    const { handler } = await import('../../../functions/handlers/gate.ts');
    const lambda = await startStreamingLambda({ 'plumbline-gate': handler as StreamingFunction }, { timeoutMs: 60_000 });
    process.env['AWS_ENDPOINT_URL_LAMBDA'] = lambda.endpoint;
    stops.push(() => lambda.stop());
  });
  after(async () => {
    for (const stop of stops.reverse()) await stop();
  });

  /** `main` is what was released; the release changes a value, adds an object, and says two things that hands had said before it. */
  async function createRepository(): Promise<string> {
    const folder = makeRepository(scope, { 'settings.yaml': RELEASED });
    const released = runGit(folder, ['rev-parse', 'HEAD']);
    runGit(folder, ['checkout', '-q', '-b', 'next']);
    const next = commitFiles(
      folder,
      { 'settings.yaml': settings({ level: 'info', mode: 'bold', replicas: 'four', region: 'there' }), 'banner.yaml': BANNER },
      1,
    );
    runGit(folder, ['checkout', '-q', '-b', 'broken']);
    commitFiles(folder, { 'broken.yaml': 'apiVersion: v1\nkind: [\n' }, 2);
    runGit(folder, ['checkout', '-q', 'main']);
    commits = { released, next };
    return (await startGitHost(scope, folder, { token: TOKEN })).url;
  }

  async function createAws(gitUrl: string): Promise<void> {
    s3 = new S3Client({ forcePathStyle: true });
    for (const Bucket of ['work', 'reports']) {
      await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: REGION } }));
    }
    const config = `
sources: [{id: shop, url: "${gitUrl}", revision: main, secret: git/shop}]
scope: {unmanaged: false}
clusters: [{name: prod-eu, eks: {region: ${REGION}, role: "${ROLE}"}}]
`;
    await s3.send(new PutObjectCommand({ Bucket: 'work', Key: 'plumbline.yaml', Body: config }));
    const secrets = new SecretsManagerClient({});
    await secrets.send(new CreateSecretCommand({ Name: 'mask', SecretString: 'a key of the tests' }));
    await secrets.send(new CreateSecretCommand({ Name: 'git/shop', SecretString: JSON.stringify({ token: TOKEN }) }));
    const keys = ['pk', 'sk'] as const;
    await new DynamoDBClient({}).send(
      new CreateTableCommand({
        TableName: 'state',
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: keys.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
        KeySchema: keys.map((AttributeName, i) => ({ AttributeName, KeyType: i === 0 ? 'HASH' : 'RANGE' })),
      }),
    );
    const roleArn = 'arn:aws:iam::123456789012:role/eks';
    await new EKSClient({}).send(new CreateClusterCommand({ name: 'prod-eu', roleArn, resourcesVpcConfig: {} }));
  }

  const changeByHand = (data: Readonly<Record<string, string>>): Promise<unknown> =>
    runKubectl(server, ['patch', 'configmap', 'settings', '--type=merge', '--field-manager=kubectl-edit', '-p', JSON.stringify({ data })]);
  const gate = (t: TestContext, args: readonly string[]): Promise<Outcome> => runCommandLine(t, ['gate', '--cluster', 'prod-eu', ...args]);

  async function listKeys(prefix: string): Promise<string[]> {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: 'reports', Prefix: prefix }));
    return Contents.flatMap(({ Key }) => Key ?? []);
  }

  it('passes a release that changes much, of a cluster that nobody touched', async (t) => {
    const { code, stdout, stderr } = await gate(t, ['--source', 'shop', '--revision', commits.next]);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^✓ PASSED {2}prod-eu: Nothing has drifted\. The release makes 4 changes\./);
    assert.match(stdout, /\.data\.mode {2}"careful" → "bold"/);
    assert.match(stdout, /\+ ConfigMap default\/banner/);
    assert.match(stderr, /reading the cluster\nplumbline: comparing|reading the cluster\nplumbline: keeping the report/);
  });

  it('tells what somebody changed by hand from what the release will change', async (t) => {
    await changeByHand({ level: 'debug', replicas: 'nine', region: 'there' });
    const { code, stdout, stderr } = await gate(t, ['--revision', 'next', '--base', commits.released]);
    assert.equal(code, 1, stderr);
    const [drifted = '', rest = ''] = stdout.split('WILL CHANGE');
    const [willChange = '', adopted = ''] = rest.split('IN THE CLUSTER ALREADY');
    assert.match(drifted, /\.data\.level {2}"info" → "debug"\n.*by hand: kubectl-edit/);
    assert.match(
      drifted,
      /\.data\.replicas {2}"four" → "nine"[\s\S]*The release overwrites what was done by hand; git said "three" before/,
    );
    assert.doesNotMatch(drifted, /\.data\.(mode|region)/);
    assert.match(willChange, /\.data\.mode {2}"careful" → "bold"/);
    assert.match(willChange, /banner/);
    assert.doesNotMatch(willChange, /\.data\.(level|replicas|region)/);
    assert.match(adopted, /settings {2}\.data\.region/);
  });

  it('keeps each gate apart from the reports and the state of the fleet', async () => {
    const kept = await listKeys('gates/prod-eu/');
    assert.equal(kept.length, 2);
    for (const key of kept)
      assert.match(key, new RegExp(`^gates/prod-eu/\\d{4}-\\d\\d-\\d\\d/\\d{6}Z-${commits.next.slice(0, 8)}(-\\d+)?\\.json$`));
    assert.deepEqual(await listKeys('reports/'), []);
    assert.equal((await new DynamoDBClient({}).send(new ScanCommand({ TableName: 'state' }))).Count, 0);
  });

  it('judges by the recorded causes where git does not move', async (t) => {
    const { code, stdout } = await gate(t, ['--revision', 'main']);
    assert.equal(code, 1);
    assert.match(stdout, /base +the same commit/);
    assert.doesNotMatch(stdout, /WILL CHANGE/);
    assert.equal((await gate(t, [])).code, 1);
  });

  it('answers a plain invocation with one document, whatever the verdict', async () => {
    const invoke = async (event: object): Promise<Record<string, unknown>> => {
      const { Payload, FunctionError } = await new LambdaClient({}).send(
        new InvokeCommand({ FunctionName: 'plumbline-gate', Payload: Buffer.from(JSON.stringify(event)) }),
      );
      assert.equal(FunctionError, undefined);
      return JSON.parse(Buffer.from(Payload ?? []).toString()) as Record<string, unknown>;
    };
    const result = await invoke({ cluster: 'prod-eu', source: 'shop', revision: commits.next });
    assert.deepEqual([result['type'], result['exitCode'], result['verdict']], ['result', 1, 'drifted']);
    assert.deepEqual(result['counts'], { willChange: 2, drifted: 2, failing: 2, adopted: 1, gaps: 0 });
    assert.deepEqual([result['proposed'], result['base']], [{ shop: commits.next }, { shop: commits.released }]);
    const failure = await invoke({ cluster: 'prod-ue' });
    assert.deepEqual(
      [failure['type'], failure['exitCode'], failure['message']],
      ['error', 2, 'no cluster is called "prod-ue": did you mean prod-eu?'],
    );
  });

  it('says what there is where the request names something else', async (t) => {
    const source = await gate(t, ['--source', 'shops', '--revision', 'next']);
    assert.deepEqual([source.code, source.stderr.includes('prod-eu has no source "shops"\nIt has shop.')], [2, true]);
    const revision = await gate(t, ['--revision', 'nxet']);
    assert.equal(revision.code, 2);
    assert.match(revision.stderr, /has no branch or tag "nxet"/);
    const base = await gate(t, ['--base', 'f'.repeat(40)]);
    assert.equal(base.code, 2);
    assert.match(base.stderr, /has no commit f{40}/);
  });

  it('is incomplete where git cannot be read whole, and lets no token and no signature out', async (t) => {
    await changeByHand({ level: 'info', replicas: 'three', region: 'here' });
    const outcome = await gate(t, ['--revision', 'broken']);
    assert.equal(outcome.code, 3, outcome.stderr);
    assert.match(outcome.stdout, /^\? INCOMPLETE[\s\S]*broken\.yaml/);
    assert.doesNotMatch(outcome.stdout + outcome.stderr, new RegExp(`${TOKEN}|X-Amz-|k8s-aws-v1`));
  });
});
