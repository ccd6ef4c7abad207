import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { parseConfig } from '../../../functions/core/config.ts';
import type { GateReport } from '../../../functions/core/gate/gate-report.ts';
import type { GateRequest } from '../../../functions/core/gate/gate-request.ts';
import { createMask } from '../../../functions/core/mask/create-mask.ts';
import { type GateServices, runGate } from '../../../functions/io/gate/run-gate.ts';
import { openCluster } from '../../../functions/io/kube/open-cluster.ts';
import { startReplayServer } from '../../../functions/io/kube/replay-server.ts';
import { startGitHost } from '../../support/git-host.ts';
import { commitFiles, configMap, makeFolder, makeRepository, runGit } from '../../support/git-repository.ts';
import { writeKubeconfig } from '../../support/open-fake-cluster.ts';
import { serveObjects } from '../../support/served-cluster.ts';

const AT = '2026-11-24T17:00:00Z';

interface Fixture {
  readonly folder: string;
  /** Lists that the cluster was asked for. */
  readonly lists: string[];
  readonly kept: GateReport[];
  readonly gate: (request: Partial<GateRequest>) => ReturnType<typeof runGate>;
}

/** A cluster with a ConfigMap `a` of this value, two repositories that declare it: shop `a`, platform `p`. */
async function prepare(t: TestContext, live: string, more = ''): Promise<Fixture> {
  const folder = makeRepository(t, { 'a.yaml': configMap('a') });
  const platform = makeRepository(t, { 'p.yaml': configMap('p') });
  const [shopHost, platformHost] = [await startGitHost(t, folder), await startGitHost(t, platform)];
  const objects = [
    ['a', live],
    ['p', 'x'],
  ].map(([name = '', key = '']) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'default' }, data: { key } }));
  const responses = serveObjects([
    { group: '', version: 'v1', kind: 'ConfigMap', resource: 'configmaps', objects },
    { group: '', version: 'v1', kind: 'Service', resource: 'services', objects: [] },
  ]);
  const lists: string[] = [];
  const server = await startReplayServer((request) => {
    if (request.path.includes('limit=')) lists.push(request.path.split('?')[0] ?? '');
    return responses(request);
  });
  t.after(() => server.stop());
  const kubeconfig = writeKubeconfig(makeFolder(t), { server: server.url }, {});
  const kept: GateReport[] = [];
  const services: GateServices = {
    rules: parseConfig(
      `sources: [{id: shop, url: "${shopHost.url}", revision: main}, {id: platform, url: "${platformHost.url}", revision: main}${more}]\nclusters: [{name: prod, eks: {region: eu-west-1}}]\n`,
      'plumbline.yaml',
    ),
    mask: createMask(Buffer.from('key')),
    openCluster: () => openCluster({ from: { kubeconfig: [kubeconfig] } }),
    credentialsFor: async () => undefined,
    gates: {
      store: async (gate) => {
        kept.push(gate);
        return { key: 'k', url: 'u', expiresAt: AT };
      },
    },
  };
  const gate = (request: Partial<GateRequest>) =>
    runGate({ cluster: 'prod', ...request }, services, { at: AT, deadline: Date.now() + 60_000 });
  return { folder, lists, kept, gate };
}

/** Two states of found sources are not compared. */
describe('a gate over found sources', () => {
  it('refuses a proposed revision instead of calling what was found unmanaged', async (t) => {
    const { gate } = await prepare(t, 'x', ', {id: delivered, from: argo-cd}');
    await assert.rejects(gate({ source: 'shop', revision: 'main' }), /finds sources by what delivery tools are told/);
  });
});

/** Commits to the branch `next` of the shop. */
function propose(folder: string, files: Readonly<Record<string, string>>): string {
  runGit(folder, ['checkout', '-q', '-B', 'next']);
  const commit = commitFiles(folder, files, 1);
  runGit(folder, ['checkout', '-q', 'main']);
  return commit;
}

describe('a gate', () => {
  it('compares both revisions with one reading of the cluster', async (t) => {
    const { folder, lists, kept, gate } = await prepare(t, 'x');
    const next = propose(folder, { 'a.yaml': configMap('a', 'y'), 's.yaml': 'apiVersion: v1\nkind: Service\nmetadata:\n  name: s\n' });
    const result = await gate({ source: 'shop', revision: next });
    assert.deepEqual([result.verdict, result.counts.willChange, result.counts.drifted], ['passed', 2, 0]);
    assert.deepEqual(lists.sort(), ['/api/v1/configmaps', '/api/v1/services']);
    const [{ report, base } = assert.fail()] = kept;
    assert.equal(report.verdict, 'drifted');
    assert.equal(base?.verdict, 'in-sync');
    assert.equal(result.proposed['shop'], next);
    assert.notEqual(result.base?.['shop'], next);
    assert.equal(result.base?.['platform'], result.proposed['platform']);
  });

  it('makes one report where the commits are one', async (t) => {
    const { kept, gate } = await prepare(t, 'by hand');
    const result = await gate({ source: 'shop', revision: 'main' });
    assert.deepEqual([result.verdict, result.base, kept[0]?.base], ['drifted', undefined, undefined]);
  });

  it('checks the configured revisions where nothing is proposed', async (t) => {
    const { kept, gate } = await prepare(t, 'x');
    assert.equal((await gate({})).exitCode, 0);
    assert.equal(kept[0]?.source, undefined);
  });

  it('cannot be made without either of its revisions, though the other source could be read', async (t) => {
    const { kept, gate } = await prepare(t, 'x');
    await assert.rejects(gate({ source: 'shop', revision: 'gone' }), /has no branch or tag "gone"/);
    await assert.rejects(gate({ source: 'shop', base: 'gone' }), /has no branch or tag "gone"/);
    assert.deepEqual(kept, []);
  });

  it('is incomplete where the base cannot be read whole: what it declared cannot be known', async (t) => {
    const { folder, gate } = await prepare(t, 'x');
    runGit(folder, ['checkout', '-q', '-b', 'before']);
    commitFiles(folder, { 'b.yaml': 'apiVersion: v1\nkind: [\n' }, 1);
    runGit(folder, ['checkout', '-q', 'main']);
    const result = await gate({ source: 'shop', base: 'before' });
    assert.deepEqual([result.verdict, result.exitCode, result.counts.gaps > 0], ['incomplete', 3, true]);
  });
});
