import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { parseConfig } from '../../functions/core/config.ts';
import { runCommandLine } from '../support/command-line.ts';
import { AwsRefusal, OWN_KEY, SECRETS, startFakeAws } from '../support/fake-aws.ts';
import { configMap, makeFolder, makeRepository, runGit } from '../support/git-repository.ts';

const PROGRAM = join(import.meta.dirname, '../../functions/cli/bin.js');
const ARN = 'arn:aws:eks:eu-central-1:111122223333:cluster/prod';

/** A kubeconfig as the AWS CLI, eksctl and kind write it. */
function writeKubeconfig(t: TestContext): string {
  const file = join(makeFolder(t), 'fleet.kubeconfig');
  const args = ['--region', 'eu-central-1', 'eks', 'get-token', '--cluster-name', 'prod', '--output', 'json'];
  const env = [{ name: 'AWS_SECRET_ACCESS_KEY', value: 'hunter2' }];
  const kubeconfig = {
    'current-context': 'kind-local',
    clusters: [
      { name: ARN, cluster: { server: 'https://ABC.gr7.eu-central-1.eks.amazonaws.com' } },
      { name: 'prod.us-east-1.eksctl.io', cluster: { server: 'https://DEF.yl4.us-east-1.eks.amazonaws.com' } },
      { name: 'kind-local', cluster: { server: 'https://127.0.0.1:6443' } },
    ],
    users: [
      { name: ARN, user: { exec: { command: 'aws', args, env } } },
      { name: 'kind', user: { token: 'hunter2' } },
    ],
    contexts: [
      { name: 'prod', context: { cluster: ARN, user: ARN } },
      { name: 'ada@prod.us-east-1.eksctl.io', context: { cluster: 'prod.us-east-1.eksctl.io' } },
      { name: 'kind-local', context: { cluster: 'kind-local', user: 'kind' } },
      { name: 'stale', context: { cluster: 'gone' } },
    ],
  };
  writeFileSync(file, JSON.stringify(kubeconfig));
  return file;
}

/** A clone of https://git.example.com/team/shop with manifests in `deploy`. */
function makeClone(t: TestContext, remote = 'https://ada:hunter2@git.example.com/team/shop.git'): string {
  const clone = makeRepository(t, { 'deploy/web/a.yaml': configMap('a'), 'deploy/b.yaml': configMap('b'), 'test/c.yaml': configMap('c') });
  runGit(clone, ['remote', 'add', 'origin', remote]);
  runGit(clone, ['checkout', '-q', '-b', 'production']);
  return clone;
}

describe('plumbline init from a kubeconfig', () => {
  it('writes what validate accepts: the EKS clusters, and the remote, branch and folder of the clone', async (t) => {
    const file = join(makeFolder(t), 'plumbline.yaml');
    const args = ['--kubeconfig', writeKubeconfig(t), '--source', makeClone(t), '--output-file', file];
    const { code, stdout, stderr } = await runCommandLine(t, ['init', ...args]);
    assert.equal(code, 0, stderr);
    assert.equal(stdout, `✓ ${file}: 2 clusters. Next: plumbline validate ${file}\n`);
    const text = readFileSync(file, 'utf8');
    assert.doesNotMatch(text + stdout + stderr, /hunter2/);
    const { clusters, sources } = parseConfig(text, file);
    assert.deepEqual(
      clusters.map(({ name, eks }) => ({ called: name, ...eks })),
      [
        { called: 'prod-eu-central-1', name: 'prod', region: 'eu-central-1', account: '111122223333' },
        { called: 'prod-us-east-1', name: 'prod', region: 'us-east-1' },
      ],
    );
    assert.deepEqual(
      sources.map(({ id, url, revision, path }) => ({ id, url, revision, path })),
      [{ id: 'shop', url: 'https://git.example.com/team/shop.git', revision: 'production', path: 'deploy' }],
    );
    assert.equal((await runCommandLine(t, ['validate', file])).code, 0);
  });

  it('says of every context that is no EKS cluster why it is left out, in the file and beside it', async (t) => {
    const { stdout, stderr } = await runCommandLine(t, [
      'init',
      '--kubeconfig',
      writeKubeconfig(t),
      '-s',
      makeClone(t),
      '--output-file',
      '-',
    ]);
    for (const said of [stdout, stderr]) {
      assert.match(said, /context kind-local: no EKS cluster: its API server is 127\.0\.0\.1\n/);
      assert.match(said, /context stale: context "stale" names cluster "gone", which the kubeconfig/);
    }
  });

  it('takes the contexts that are named, of which each must be there', async (t) => {
    const common = ['init', '--from-kubeconfig', '--kubeconfig', writeKubeconfig(t), '-s', makeClone(t), '--output-file', '-'];
    // No program that could get a token, so that no cluster is reached.
    const one = await runCommandLine(t, [...common, '--context', 'prod'], { variables: { PATH: '/nowhere' } });
    assert.equal(one.code, 3);
    assert.match(one.stderr, /not asked, so sources may be missing: prod: what is delivered there:/);
    assert.deepEqual(
      parseConfig(one.stdout, 'p').clusters.map(({ name }) => name),
      ['prod'],
    );
    const absent = await runCommandLine(t, [...common, '--context', 'nope']);
    assert.deepEqual([absent.code, absent.stdout], [2, '']);
    assert.match(absent.stderr, /has no context "nope"/);
  });

  it('writes nothing where no context leads to an EKS cluster, and says what was looked at', async (t) => {
    const file = join(makeFolder(t), 'plumbline.yaml');
    const args = ['init', '--kubeconfig', writeKubeconfig(t), '--context', 'kind-local', '--output-file', file];
    const { code, stderr } = await runCommandLine(t, args);
    assert.equal(code, 2);
    assert.match(
      stderr,
      /there is no EKS cluster in the kubeconfig fleet\.kubeconfig[\s\S]*kind-local: no EKS cluster[\s\S]*--account --region/,
    );
    assert.equal(existsSync(file), false);
  });

  it('leaves a mark where the folder has no remote, and validate asks for it', async (t) => {
    const file = join(makeFolder(t), 'plumbline.yaml');
    for (const [index, source] of [makeFolder(t), makeRepository(t, {}), makeClone(t, '/srv/git/shop')].entries()) {
      const target = `${file}${index}`;
      const { code, stdout, stderr } = await runCommandLine(t, [
        'init',
        '--kubeconfig',
        writeKubeconfig(t),
        '-s',
        source,
        '--output-file',
        target,
      ]);
      assert.equal(code, 0, stderr);
      assert.match(stdout, /Next, when it is filled in: plumbline validate/);
      assert.match(stderr, /sources\[0\]\.url: still to be filled in/);
      const validated = await runCommandLine(t, ['validate', target]);
      assert.equal(validated.code, 2);
      assert.match(
        validated.stderr,
        /plumbline\.yaml\d:\d+: sources\[0\]\.url: still to be filled in: the https URL of the git repository/,
      );
    }
  });

  it('never writes over what is there, be it a link that leads nowhere', async (t) => {
    const folder = makeFolder(t);
    const [file, link] = [join(folder, 'plumbline.yaml'), join(folder, 'link.yaml')];
    writeFileSync(file, 'schedule: rate(1 day)\n');
    symlinkSync(join(folder, 'nowhere'), link);
    for (const target of [file, link]) {
      const { code, stderr } = await runCommandLine(t, ['init', '--kubeconfig', writeKubeconfig(t), '--output-file', target]);
      assert.equal(code, 2);
      assert.match(stderr, /is there already, and is not written over\n[\s\S]*--output-file OTHER/);
    }
    assert.equal(readFileSync(file, 'utf8'), 'schedule: rate(1 day)\n');
    assert.equal(existsSync(join(folder, 'nowhere')), false);
  });

  it('refuses options that do not go together', async (t) => {
    const wrong: readonly (readonly [args: readonly string[], says: RegExp])[] = [
      [['--region', 'eu-west-1'], /--region goes with --account/],
      [['--account', '--kubeconfig', 'x', '--region', 'eu-west-1'], /--account and --kubeconfig exclude each other/],
      [['--account'], /--account needs a region/],
      [['--account', '--region', 'Frankfurt'], /a region is written like eu-central-1/],
      [['--account', '--region', 'eu-west-1', '--tag', '=x'], /a tag is written KEY=VALUE/],
    ];
    for (const [args, says] of wrong) {
      const { code, stderr } = await runCommandLine(t, ['init', ...args, '--output-file', '-']);
      assert.equal(code, 2);
      assert.match(stderr, says);
    }
  });
});

describe('plumbline init from an account', () => {
  const TAGS: Readonly<Record<string, Record<string, string>>> = {
    prod: { env: 'live', a: '1' },
    shop: { env: 'live', a: '2' },
    old: { env: 'live', a: '2' },
  };

  /** Runs the program with the account's credentials in its environment, as the AWS tools find them. */
  async function run(t: TestContext, args: readonly string[], denied = 'none') {
    const aws = await startFakeAws(t, {
      'sts:GetCallerIdentity': () => ({ Account: '111122223333', Arn: 'arn:aws:iam::111122223333:user/ada', UserId: 'A' }),
      'eks:ListClusters': ({ region }) => {
        if (region === denied) throw new AwsRefusal('AccessDeniedException', 'User: arn:aws:iam::111122223333:user/ada is not authorized');
        return { clusters: region === 'eu-central-1' ? ['prod', 'shop', 'old'] : ['prod'] };
      },
      'eks:DescribeCluster': ({ input: { name = '' } }) => ({
        cluster: {
          name,
          status: name === 'old' ? 'DELETING' : 'ACTIVE',
          tags: TAGS[name],
          accessConfig: { authenticationMode: name === 'shop' ? 'CONFIG_MAP' : 'API' },
          resourcesVpcConfig: { endpointPublicAccess: name !== 'shop' },
        },
      }),
    });
    const env = {
      PATH: process.env['PATH'],
      AWS_ENDPOINT_URL: aws.settings.endpoint,
      AWS_ACCESS_KEY_ID: OWN_KEY,
      AWS_SECRET_ACCESS_KEY: SECRETS[0],
      AWS_SESSION_TOKEN: SECRETS[1],
      AWS_REGION: 'eu-central-1',
      AWS_MAX_ATTEMPTS: '1',
    };
    const command = [PROGRAM, 'init', '--account', '--output-file', '-', '--source', 'https://git.example.com/team/shop.git', ...args];
    return new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
      execFile(process.execPath, command, { env }, (error, stdout, stderr) => resolve({ code: error?.code ?? 0, stdout, stderr }));
    });
  }

  it('names every cluster of its regions, tells what to know of it, and suggests the tag that all of them carry', async (t) => {
    const { code, stdout, stderr } = await run(t, ['--region', 'eu-central-1', '--region', 'us-east-1']);
    assert.equal(code, 0, stderr);
    const { clusters, discover } = parseConfig(stdout, 'plumbline.yaml');
    assert.deepEqual(
      clusters.map(({ name, eks }) => [name, eks.name, eks.region, eks.account]),
      [
        ['prod-eu-central-1', 'prod', 'eu-central-1', '111122223333'],
        ['prod-us-east-1', 'prod', 'us-east-1', '111122223333'],
        ['shop', undefined, 'eu-central-1', '111122223333'],
      ],
    );
    assert.equal(discover, undefined);
    assert.match(stdout, /# discover:\n# {3}tag: \{key: env, value: live\}\n# {3}regions: \[eu-central-1, us-east-1\]/);
    assert.match(stdout, /endpoint is private[\s\S]*ConfigMap aws-auth/);
    assert.match(stdout, /old in eu-central-1: it is being deleted/);
    for (const secret of SECRETS) assert.ok(!(stdout + stderr).includes(secret));
  });

  it('finds them by a tag at every run where that is wanted, and says which do not carry it', async (t) => {
    const { code, stdout, stderr } = await run(t, ['--tag', 'a=1']);
    assert.equal(code, 0, stderr);
    const { clusters, discover } = parseConfig(stdout, 'plumbline.yaml');
    assert.deepEqual([clusters, discover?.tag, discover?.regions], [[], { key: 'a', value: '1' }, ['eu-central-1']]);
    assert.match(stderr, /left out: shop in eu-central-1: it does not carry the tag a=1/);
    const none = await run(t, ['--tag', 'nobody']);
    assert.deepEqual([none.code, none.stdout], [2, '']);
    assert.match(none.stderr, /there is no EKS cluster in account 111122223333 in eu-central-1\n[\s\S]*does not carry the tag nobody/);
  });

  it('ends with 3 and says so in the file where a region cannot be asked', async (t) => {
    const { code, stdout, stderr } = await run(t, ['--region', 'eu-central-1', '--region', 'us-east-1'], 'us-east-1');
    assert.equal(code, 3);
    assert.match(stdout, /^# NOT ASKED, so clusters may be missing: us-east-1: .*may not eks:ListClusters/m);
    assert.match(stderr, /us-east-1: .*may not eks:ListClusters/);
    assert.deepEqual(
      parseConfig(stdout, 'p').clusters.map(({ name }) => name),
      ['prod', 'shop'],
    );
  });
});
