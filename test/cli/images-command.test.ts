import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { DriftReport } from '../../functions/core/report.ts';
import { runCommandLine, serveCluster } from '../support/command-line.ts';
import { makeFolder, makeRepository } from '../support/git-repository.ts';
import type { ServedObjects } from '../support/served-cluster.ts';

const A = `sha256:${'a'.repeat(64)}`;
const B = `sha256:${'b'.repeat(64)}`;

const deployment = (name: string, image: string) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace: 'shop' },
  spec: {
    selector: { matchLabels: { app: name } },
    template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'main', image }] } },
  },
});

const pod = (workload: string, at: number, image: string, digest: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: `${workload}-6c9f-${at}`,
    namespace: 'shop',
    labels: { app: workload, 'pod-template-hash': '6c9f' },
    ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: `${workload}-6c9f`, uid: 'u', controller: true }],
  },
  spec: { containers: [{ name: 'main', image }] },
  status: { phase: 'Running', containerStatuses: [{ name: 'main', image, imageID: `registry.example.com/x@${digest}` }] },
});

interface Environment {
  readonly images: Readonly<Record<string, string>>;
  readonly pods: readonly ReturnType<typeof pod>[];
}

const FLEET: Environment = {
  images: { pinned: `x/pinned:1@${A}`, tagged: 'x/tagged:1', newest: 'x/newest' },
  pods: [
    pod('pinned', 1, `x/pinned:1@${A}`, A),
    pod('pinned', 2, `x/pinned:1@${A}`, A),
    pod('tagged', 1, 'x/tagged:1', A),
    pod('tagged', 2, 'x/tagged:1', B),
    pod('newest', 1, 'x/newest', A),
  ],
};

async function check(t: TestContext, { images, pods }: Environment, ...more: readonly string[]) {
  const deployments = Object.entries(images).map(([name, image]) => deployment(name, image));
  const served: ServedObjects[] = [
    { group: 'apps', version: 'v1', kind: 'Deployment', resource: 'deployments', objects: deployments },
    { group: '', version: 'v1', kind: 'Pod', resource: 'pods', objects: pods },
  ];
  const source = makeRepository(t, { 'all.json': JSON.stringify({ apiVersion: 'v1', kind: 'List', items: deployments }) });
  return runCommandLine(t, ['check', '--source', source, '--kubeconfig', await serveCluster(t, served), '--quiet', ...more]);
}

const reportOf = async (t: TestContext, environment: Environment): Promise<string> =>
  (await check(t, environment, '--images', '-o', 'json')).stdout;

describe('plumbline check --images', () => {
  it('advises on tags that were moved and images that no digest pins, and finds no difference in them', async (t) => {
    const { code, stdout } = await check(t, FLEET, '--images');
    assert.equal(code, 0, stdout);
    assert.match(stdout, /1 of 3 declared images pinned by digest, 1 by tag alone, 1 latest or without a tag/);
    assert.match(
      stdout,
      /Deployment\.apps shop\/tagged +container main\n +x\/tagged:1 runs as sha256:a{12} in 1 Pod, sha256:b{12} in 1 Pod: the tag was\s+moved/,
    );
    assert.match(stdout, /shop\/newest +container main\n +x\/newest: names no release/);
  });

  it('finds a difference where Pods run another digest than git pins', async (t) => {
    const pods = [...FLEET.pods, pod('pinned', 3, `x/pinned:1@${B}`, B)];
    const report = JSON.parse(await reportOf(t, { ...FLEET, pods })) as DriftReport;
    assert.equal(report.verdict, 'drifted');
    const [difference] = report.differences;
    assert.ok(difference?.type === 'modified' && report.differences.length === 1);
    assert.deepEqual(
      difference.fields.map(({ at, note, ...field }) => [at, field.type === 'changed' && [field.desired, field.live], note]),
      [
        [
          '.spec.template.spec.containers[name="main"].image',
          [`x/pinned:1@${A}`, `x/pinned:1@${B}`],
          '1 of 3 running Pods runs another digest than git pins.',
        ],
      ],
    );
    assert.ok(difference.fields[0]?.line !== undefined, 'the line in git is told');
    assert.deepEqual([difference.severity.rule, report.counts.modified], ['image', 1]);
  });

  it('lists no Pods unless it is asked to', async (t) => {
    const report = JSON.parse((await check(t, FLEET, '-o', 'json')).stdout) as DriftReport;
    assert.equal(report.images, undefined);
  });
});

describe('plumbline images', () => {
  const save = async (t: TestContext, name: string, environment: Environment): Promise<string> => {
    const file = join(makeFolder(t), name);
    writeFileSync(file, await reportOf(t, environment));
    return file;
  };

  it('ends with 1 and tells what differs, and how much is the same', async (t) => {
    const first = await save(t, 'stage.json', FLEET);
    const pods = [pod('pinned', 1, `x/pinned:1@${A}`, A), pod('newest', 1, 'x/newest', B), pod('tagged', 1, 'x/tagged:2', B)];
    const second = await save(t, 'prod.json', { ...FLEET, pods });
    const { code, stdout } = await runCommandLine(t, ['images', first, second]);
    assert.equal(code, 1);
    assert.match(stdout, /1 same tag, other digest, 1 several digests or none known, 1 the same/);
    assert.match(stdout, /≠ Deployment newest .*\n.* x\/newest {2}sha256:a{12}\n.* x\/newest {2}sha256:b{12}/);
    assert.doesNotMatch(stdout, /Deployment pinned/);
    const json = JSON.parse((await runCommandLine(t, ['images', first, second, '-o', 'json'])).stdout) as {
      containers: { name: string; verdict: string }[];
    };
    assert.deepEqual(
      json.containers.map(({ name, verdict }) => `${name} ${verdict}`),
      ['newest other-digest', 'pinned same', 'tagged unsettled'],
    );
  });

  it('ends with 0 where all is the same, and with 3 where something is not known', async (t) => {
    const settled = { ...FLEET, pods: FLEET.pods.filter(({ metadata }) => metadata.name !== 'tagged-6c9f-2') };
    const [one, unsettled] = [await save(t, 'one.json', settled), await save(t, 'two.json', FLEET)];
    assert.equal((await runCommandLine(t, ['images', one, one])).code, 0);
    assert.equal((await runCommandLine(t, ['images', one, unsettled])).code, 3);
  });

  it('says what to do where a report holds no images, or is not there', async (t) => {
    const file = join(makeFolder(t), 'plain.json');
    writeFileSync(file, (await check(t, FLEET, '-o', 'json')).stdout);
    const without = await runCommandLine(t, ['images', file, file]);
    assert.deepEqual([without.code, /holds no images[\s\S]*--images/.test(without.stderr)], [2, true], without.stderr);
    const absent = await runCommandLine(t, ['images', 'prod-eu', 'stage-eu', '--from', makeFolder(t)]);
    assert.deepEqual([absent.code, /no report of prod-eu/.test(absent.stderr)], [2, true], absent.stderr);
  });
});
