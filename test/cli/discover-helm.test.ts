import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it, type TestContext } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { KubeObject } from '../../functions/core/kube-object.ts';
import type { DriftReport } from '../../functions/core/report.ts';
import { runCommandLine, serveCluster } from '../support/command-line.ts';
import { configMap, makeRepository } from '../support/git-repository.ts';
import { type SampleRelease, storeRelease } from '../support/helm-release.ts';

/** As `helm install` leaves it behind. */
function installed(kind: string, name: string, data: Readonly<Record<string, string>>): KubeObject {
  return {
    apiVersion: 'v1',
    kind,
    metadata: {
      name,
      namespace: 'shop',
      uid: name,
      resourceVersion: '1',
      creationTimestamp: '2026-01-01T00:00:00Z',
      labels: { 'app.kubernetes.io/managed-by': 'Helm' },
      annotations: { 'meta.helm.sh/release-name': 'web', 'meta.helm.sh/release-namespace': 'shop' },
      managedFields: [
        {
          manager: 'helm',
          operation: 'Update',
          apiVersion: 'v1',
          time: '2026-01-01T00:00:00Z',
          fieldsType: 'FieldsV1',
          fieldsV1: { 'f:data': Object.fromEntries(Object.keys(data).map((key) => [`f:${key}`, {}])) },
        },
      ],
    },
    data,
  } as KubeObject;
}

const SETTINGS = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndata:\n  mode: fast\n';
const CANARY = 'canary-of-a-password';
const LOGIN = `apiVersion: v1\nkind: Secret\nmetadata:\n  name: login\nstringData:\n  password: ${CANARY}\n`;
const WEB: SampleRelease = {
  name: 'web',
  namespace: 'shop',
  revision: 7,
  manifest: `---\n# Source: web/templates/settings.yaml\n${SETTINGS}---\n${LOGIN}`,
  values: { password: CANARY, replicas: 2 },
};

function serve(t: TestContext, releases: readonly SampleRelease[], live: readonly KubeObject[]): Promise<string> {
  const objects = [...releases.map(storeRelease), ...live];
  return serveCluster(
    t,
    ['ConfigMap', 'Secret'].map((kind) => ({
      group: '',
      version: 'v1',
      kind,
      resource: `${kind.toLowerCase()}s`,
      objects: objects.filter((object) => object['kind'] === kind),
    })),
  );
}

const encoded = (text: string): string => Buffer.from(text).toString('base64');

async function check(t: TestContext, kubeconfig: string, more: readonly string[] = []): Promise<DriftReport> {
  const { stdout, stderr } = await runCommandLine(t, ['check', '--from', 'helm', '--kubeconfig', kubeconfig, '-q', '-o', 'json', ...more]);
  assert.ok(!stdout.includes(CANARY) && !stderr.includes(CANARY));
  assert.ok(!stdout.includes(encoded(CANARY)));
  return JSON.parse(stdout) as DriftReport;
}

const gapsOf = ({ unchecked }: DriftReport): string[] =>
  unchecked.map((item) => (item.type === 'file' ? `${item.source} ${item.message}` : item.type));

describe('releases that Helm keeps in the cluster', () => {
  it('are in sync as Helm left them, and no record of Helm is unmanaged', async (t) => {
    const live = [installed('ConfigMap', 'settings', { mode: 'fast' }), installed('Secret', 'login', { password: encoded(CANARY) })];
    const report = await check(t, await serve(t, [WEB], live));
    assert.deepEqual({ gaps: gapsOf(report), differences: report.differences }, { gaps: [], differences: [] });
    assert.deepEqual(
      report.revisions.map(({ source, commit, url }) => [source, commit, url]),
      [['release.shop.web', 'revision 7', 'Helm release shop/web, chart web-1.2.3']],
    );
    assert.deepEqual(
      report.advice.flatMap(({ about, message }) => (about.startsWith('schema') ? [] : [`${about}: ${message}`])),
      ['Release shop/web: No repository declares this release: it is compared with what Helm last applied, which is not git.'],
    );
  });

  it('show what was changed by hand at the line of helm get manifest, with Secrets masked', async (t) => {
    const live = [installed('ConfigMap', 'settings', { mode: 'slow' }), installed('Secret', 'login', { password: encoded('other') })];
    const { differences } = await check(t, await serve(t, [WEB], live));
    const found = differences.flatMap((difference) =>
      difference.type === 'modified'
        ? difference.fields.map(({ at, line }) => `${difference.origin.file}:${line} ${at}`)
        : [difference.type],
    );
    assert.deepEqual(found, ['release shop/web revision 7:8 .data.mode', 'release shop/web revision 7:15 .data.password']);
  });

  it('leave to git what git declares, and are compared with it in the rest', async (t) => {
    const repository = makeRepository(t, { 'settings.yaml': configMap('settings').replace('key: x', 'mode: slow') });
    const live = [installed('ConfigMap', 'settings', { mode: 'slow' }), installed('Secret', 'login', { password: encoded(CANARY) })];
    const kubeconfig = await serve(t, [WEB], live);
    const report = await check(t, kubeconfig, ['--source', repository, '--namespace-default', 'shop']);
    assert.deepEqual({ gaps: gapsOf(report), differences: report.differences }, { gaps: [], differences: [] });
    assert.match(report.advice[0]?.message ?? '', /^Git declares 1 of its 2 objects \(\S+\)/);
  });

  it('are found in ConfigMaps too, with their hooks and the definitions of the chart set apart', async (t) => {
    const job = 'apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: smoke\n  annotations: {"helm.sh/hook": test}\n';
    const extra = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: extra}\n';
    const release: SampleRelease = { ...WEB, storage: 'ConfigMap', manifest: SETTINGS, hooks: [job], files: { 'crds/extra.yaml': extra } };
    const live = [installed('ConfigMap', 'settings', { mode: 'fast' }), installed('ConfigMap', 'extra', { by: 'hand' })];
    const report = await check(t, await serve(t, [release], live));
    assert.deepEqual({ gaps: gapsOf(report), differences: report.differences }, { gaps: [], differences: [] });
    assert.deepEqual(
      report.setAside.map(({ reason }) => reason),
      ['helm-hook'],
    );
  });

  it('are named and not compared where Helm failed, is at work, or left something that cannot be read', async (t) => {
    const bomb = gzipSync(Buffer.alloc(40 * 1024 * 1024));
    const releases: SampleRelease[] = [
      { ...WEB, name: 'failed', status: 'failed' },
      { ...WEB, name: 'pending', status: 'pending-upgrade' },
      { ...WEB, name: 'broken', payload: randomBytes(100) },
      { ...WEB, name: 'bomb', payload: bomb },
      { ...WEB, name: 'odd', payload: gzipSync('{"manifest": 3}') },
    ];
    const report = await check(t, await serve(t, releases, []));
    assert.deepEqual(report.differences, []);
    assert.equal(report.verdict, 'incomplete');
    assert.deepEqual(gapsOf(report), [
      'release.shop.bomb Release shop/bomb: Secret shop/sh.helm.release.v1.bomb.v7 is larger than 32 MB unpacked',
      'release.shop.broken Release shop/broken: Secret shop/sh.helm.release.v1.broken.v7 cannot be unpacked: it is broken, or was not written by Helm',
      'release.shop.failed Release shop/failed: revision 7 failed, so what Helm applied of it is not known; see helm history',
      'release.shop.odd Release shop/odd: Secret shop/sh.helm.release.v1.odd.v7 is no release as Helm writes it',
      'release.shop.pending Release shop/pending: revision 7 is pending-upgrade: Helm is at work on it, or was broken off; see helm history',
    ]);
  });

  it('are printed with the keys of their values and no value', async (t) => {
    const kubeconfig = await serve(t, [WEB], []);
    for (const format of ['text', 'json', 'yaml']) {
      const { code, stdout } = await runCommandLine(t, ['discover', '--from', 'helm', '--kubeconfig', kubeconfig, '-q', '-o', format]);
      assert.equal(code, 0, stdout);
      assert.ok(!stdout.includes(CANARY));
      if (format === 'text') assert.match(stdout, /chart web-1\.2\.3 {2}revision 7; with 2 values: password, replicas; namespace shop/);
    }
  });

  it('are not looked for where nobody asked for Helm', async (t) => {
    const { stdout } = await runCommandLine(t, ['discover', '--kubeconfig', await serve(t, [WEB], []), '-q']);
    assert.match(stdout, /^0 sources for this cluster$/m);
  });
});
