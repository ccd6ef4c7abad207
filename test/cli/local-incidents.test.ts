import assert from 'node:assert/strict';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { parseConfig } from '../../functions/core/config.ts';
import { openLocalDocuments } from '../../functions/io/documents/local-documents.ts';
import { keepLocalIncidents } from '../../functions/io/incidents/keep-local-incidents.ts';
import { runCommandLine, serveCluster } from '../support/command-line.ts';
import { configMap, makeFolder, makeRepository } from '../support/git-repository.ts';
import { buildChanged, buildModified, buildPath, buildReport, buildUnmanaged } from '../support/sample-report.ts';
import type { ServedObjects } from '../support/served-cluster.ts';

/** A cluster with one ConfigMap, and who wrote it when. */
function live(value: string, manager: string, time: string): ServedObjects {
  const by = { manager, operation: 'Update', apiVersion: 'v1', time, fieldsType: 'FieldsV1', fieldsV1: { 'f:data': { 'f:key': {} } } };
  const metadata = { name: 'a', namespace: 'default', uid: 'a', resourceVersion: '1', creationTimestamp: '2026-01-01T00:00:00Z' };
  const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { ...metadata, managedFields: [by] }, data: { key: value } };
  return { group: '', version: 'v1', kind: 'ConfigMap', resource: 'configmaps', objects: [object] };
}

async function openFolder(t: TestContext) {
  const [repository, folder] = [makeRepository(t, { 'a.yaml': configMap('a') }), makeFolder(t)];
  const check = async (objects: ServedObjects, ...more: readonly string[]) =>
    runCommandLine(t, ['check', '-s', repository, '--kubeconfig', await serveCluster(t, [objects]), '-q', `--store=${folder}`, ...more]);
  const ask = (...args: readonly string[]) => runCommandLine(t, [...args, `--store=${folder}`], { variables: { USER: 'mara' } });
  return { folder, check, ask };
}

const second = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1_100));

describe('incidents of a folder', () => {
  it('live through new, snoozed and over, with who put it back, without an account', async (t) => {
    const { check, ask } = await openFolder(t);
    const drifted = live('by hand', 'kubectl-edit', '2026-01-01T00:00:00Z');
    const first = await check(drifted);
    assert.equal(first.code, 1, first.stderr);
    assert.match(
      first.stdout,
      /SINCE THE LAST CHECK ─+ 1 new\n {2}new {2}ConfigMap default\/a has drifted in test \((pl-[0-9a-f]{10})\)\n/,
    );
    assert.match(first.stdout, /1 open, the oldest since 2026-01-01 00:00:00 UTC/);
    const listed = await ask('incidents');
    assert.deepEqual([listed.code, listed.stderr], [0, '']);
    const [id = ''] = listed.stdout.split(' ');
    const snoozed = await ask('snooze', id, '--until', '2d', '--reason', 'a test of the week');
    assert.equal(snoozed.code, 0, snoozed.stderr);
    assert.match((await ask('incidents')).stdout, /snoozed until \S+ by mara: a test of the week\n\n1 open, 1 of them snoozed\./);
    await second();
    assert.match((await check(drifted)).stdout, /SINCE THE LAST CHECK ─+ nothing new\n {2}1 open, .*1 of them snoozed/);
    await second();
    const over = await check(live('x', 'argocd-controller', new Date(Date.now() + 1000).toISOString().replace(/\.\d+/, '')));
    assert.equal(over.code, 0, over.stdout);
    assert.match(over.stdout.replace(/\s+/g, ' '), /1 over over .*: put back by argocd-controller at [\d:]+ UTC \(git's value again\)/);
    const rest = await ask('incidents');
    assert.match(
      rest.stdout,
      /^No incident is open\.\n\nOver in the last three days: 1\n {2}ConfigMap default\/a in test, just now after .*put back by argocd-controller/,
    );
  });

  it('begin with the next check of a folder that holds reports already', async (t) => {
    const { folder, check, ask } = await openFolder(t);
    await check(live('by hand', 'kubectl-edit', '2026-01-01T00:00:00Z'));
    rmSync(join(folder, 'incidents'), { recursive: true });
    assert.match((await ask('incidents')).stdout, /^No incident is open\.\n/);
    await second();
    assert.match((await check(live('by hand', 'kubectl-edit', '2026-01-01T00:00:00Z'))).stdout, /1 new/);
    assert.deepEqual(readdirSync(folder).sort(), ['history', 'incidents', 'reports']);
  });

  it('say what the configuration accepts, by whom, why and until when', async (t) => {
    const { folder, check, ask } = await openFolder(t);
    await check(live('by hand', 'kubectl-edit', '2026-01-01T00:00:00Z'));
    const [incident] = JSON.parse((await ask('incidents', '-o', 'json')).stdout).incidents;
    const accept = (id: string, digest: string) =>
      `  - {incident: ${id}, digest: ${digest}, until: 2999-01-31, reason: known, owner: team-shop}\n`;
    const config = join(folder, 'p.yaml');
    writeFileSync(config, `accepted:\n${accept(incident.id, incident.digest)}${accept('pl-0123456789', '0123456789abcdef')}`);
    const { stdout, stderr } = await ask('incidents', '--config', config);
    assert.equal(stderr, '');
    assert.match(stdout, /snoozed until 2999-01-31T23:59 by team-shop, in the configuration: known\n\n1 open, 1 of them snoozed\./);
    assert.match(
      stdout,
      /Accepted in the configuration: 2\n {2}pl-\S+ {2}until 2999-01-31 by team-shop: known\n {2}pl-0123456789 .*may be removed/,
    );
  });

  it('refuse to ask a folder and an installation at once', async (t) => {
    const { ask } = await openFolder(t);
    const { code, stderr } = await ask('incidents', '--function', 'f');
    assert.equal(code, 2);
    assert.match(stderr, /--store and --function exclude each other/);
  });

  it('of several checks at once are all kept, and each is told once', async (t) => {
    const store = openLocalDocuments(makeFolder(t), Date.now);
    const config = parseConfig('', 'p.yaml');
    const report = buildReport([
      buildModified('Deployment.apps shop/web', [buildChanged(buildPath('spec', 'replicas'), 3, 5)]),
      buildUnmanaged('ConfigMap shop/x'),
    ]);
    const keep = (i: number) => keepLocalIncidents(store, { report, reportKey: `reports/${i}`, config, now: '2026-11-04T09:00:00.000Z' });
    const lives = await Promise.all([1, 2, 3, 4].map(keep));
    const told = lives.flatMap(({ events }) => events.map(({ incident }) => incident));
    assert.ok(told.length > 0);
    assert.equal(new Set(told).size, told.length);
    assert.deepEqual([...new Set(lives.map(({ open }) => open))], [told.length]);
  });
});
