/**
 * How exact a check is, measured on a real API server: everything delivered in three ways, first untouched, then changed by hand in all the
 * ways of `support/operators/`. The check runs as a user who may get and list, as a process of its own; the audit log says what it did.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { DriftReport } from '../../functions/core/report.ts';
import { discoverKinds } from './control-plane/discover-kinds.ts';
import { obtainControlPlane, requireControllers } from './control-plane/obtain-control-plane.ts';
import { readAuditLog } from './control-plane/read-audit-log.ts';
import { type ControlPlane, startControlPlane } from './control-plane/start-control-plane.ts';
import { applyChange } from './support/apply-change.ts';
import { commitRepository } from './support/commit-repository.ts';
import { deliverManifests } from './support/deliver-manifests.ts';
import { type DeliveryWay, deliveryWays } from './support/delivery-way.ts';
import { findWrongAuthors, listAuthors, listExpected, listReported, weighLines } from './support/difference-lines.ts';
import { grantReading } from './support/grant-reading.ts';
import type { Placement } from './support/place-target.ts';
import { deliverTargets, readWidgetDefinition } from './support/prepare-changes.ts';
import { runPlumbline } from './support/run-plumbline.ts';

const obtained = requireControllers(await obtainControlPlane());
const ways = Object.keys(deliveryWays) as DeliveryWay[];

describe('accuracy', { skip: 'skip' in obtained ? obtained.skip : false }, () => {
  let cluster: ControlPlane;
  let placements: Placement[];
  let untouched: DriftReport;
  let changed: DriftReport;

  before(async () => {
    cluster = await startControlPlane('binaries' in obtained ? obtained.binaries : assert.fail());
    const access = { url: cluster.url, caFile: cluster.caFile, token: cluster.adminToken };
    const base = [readWidgetDefinition(), ...(await grantReading(cluster))];
    await deliverManifests(cluster, 'client-side-apply', [readWidgetDefinition()]);
    placements = [];
    for (const way of ways) placements.push(...(await deliverTargets(cluster, way)));
    const repository = join(cluster.directory, 'repository');
    const files = placements.map(({ name, manifests }) => [`${name}.yaml`, renderManifests(manifests)] as const);
    await commitRepository(repository, { 'base.yaml': renderManifests(base), ...Object.fromEntries(files) });
    untouched = (await runPlumbline(cluster, repository)).report;
    const served = await discoverKinds(access);
    for (const placement of placements) await applyChange(access, served, placement);
    changed = (await runPlumbline(cluster, repository)).report;
    reportFigures(placements, changed);
  });
  after(() => cluster?.stop());

  it('finds nothing in a cluster that nobody touched, and is certain of it', () => {
    const { undecided, unchecked, pruned, verdict } = untouched;
    assert.deepEqual(
      { differences: listReported(untouched), undecided, unchecked, pruned, verdict },
      { differences: [], undecided: [], unchecked: [], pruned: [], verdict: 'in-sync' },
    );
  });

  for (const way of ways) {
    for (const kind of ['declared', 'silent', 'object'] as const) {
      it(`finds after ${way} every change of kind ${kind} by its exact path, and no other`, () => {
        const those = placements.filter((placement) => placement.way === way && placement.operator.kind === kind);
        const names = new Set(those.map(({ name }) => name));
        const reported = listReported(changed).filter((line) => names.has(findPlacementName(line)));
        assert.deepEqual(weighLines(reported, listExpected(those)), { missed: [], falseAlarms: [] });
      });
    }
  }

  it('names the client behind each field that was set, wherever the server recorded it', () => {
    const authors = listAuthors(changed);
    const wrong = placements.flatMap((placement) => findWrongAuthors(placement, authors));
    assert.deepEqual(wrong, []);
  });

  it('reports nothing outside of what was changed', () => {
    const names = new Set(placements.map(({ name }) => name));
    assert.deepEqual(
      listReported(changed).filter((line) => !names.has(findPlacementName(line))),
      [],
    );
  });

  it('leaves nothing undecided or unchecked', () => {
    assert.deepEqual(
      [changed.undecided.map(({ ref, at }) => `${ref.kind} ${ref.namespace}/${ref.name} ${at}`), changed.unchecked],
      [[], []],
    );
  });

  it('needs get and list, nothing else', async () => {
    const events = await readAuditLog(cluster.auditLogPath, 'reader');
    assert.deepEqual([...new Set(events.map(({ verb }) => verb))].sort(), ['get', 'list']);
    assert.deepEqual(
      events.filter(({ responseStatus }) => responseStatus?.code === 403),
      [],
    );
  });
});

function renderManifests(manifests: readonly object[]): string {
  return manifests.map((manifest) => `${JSON.stringify(manifest, null, 2)}\n`).join('---\n');
}

/** Namespaces and cluster-scoped objects are named after the operator; so is the group of its definition. */
function findPlacementName(line: string): string {
  const name = /^\S+ (?:gadgets\.)?([^/:.]+)/.exec(line)?.[1] ?? '';
  return name.replace(/-mine$/, '');
}

/** Figures for people who read the output: found of expected, and false alarms. */
function reportFigures(placements: readonly Placement[], report: DriftReport): void {
  const reported = listReported(report);
  for (const kind of ['declared', 'silent', 'object'] as const) {
    const expected = listExpected(placements.filter(({ operator }) => operator.kind === kind));
    console.log(`${kind}: ${expected.length - weighLines(reported, expected).missed.length} of ${expected.length} found`);
  }
  console.log(`false alarms: ${weighLines(reported, listExpected(placements)).falseAlarms.length}`);
}
