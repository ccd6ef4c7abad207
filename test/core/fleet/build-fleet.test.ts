import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Difference } from '../../../functions/core/difference.ts';
import { createFleetBuilder } from '../../../functions/core/fleet/build-fleet.ts';
import type { FleetPlace, FleetView } from '../../../functions/core/fleet/fleet-view.ts';
import type { DriftReport } from '../../../functions/core/report.ts';
import { buildChanged, buildMissingObject, buildModified, buildPath, buildReport, buildUnmanaged } from '../../support/sample-report.ts';

const replicas = (live: number, desired = 3) =>
  buildModified('Deployment.apps shop/web', [buildChanged(buildPath('spec', 'replicas'), desired, live)]);

function reportOf(name: string, differences: readonly Difference[], more: Partial<DriftReport> = {}): DriftReport {
  return buildReport(differences, { check: { id: name, cluster: { name, server: '' } }, ...more });
}

function viewOf(reports: readonly DriftReport[], only?: string): FleetView {
  const fleet = createFleetBuilder(only);
  for (const report of reports) fleet.add(report);
  return fleet.build();
}

/** A place in a line: its spread, the live values with their clusters, how many are as git says. */
function tell({ spread, groups, asGit, unknown }: FleetPlace): string {
  const values = groups.map(({ live, clusters }) => `${live ?? '-'} on ${clusters.join('+')}`);
  return [spread, ...values, `${asGit} as git`, ...unknown.map(({ check }) => `${check} unknown`)].join(', ');
}

describe('a fleet', () => {
  it('names the cluster that departs where its siblings are as git says', () => {
    const view = viewOf([reportOf('a', []), reportOf('b', [replicas(5)]), reportOf('c', [])]);
    assert.deepEqual(view.places.map(tell), ['odd, 5 on b, 2 as git']);
    assert.deepEqual(view.places[0]?.asGitClusters, ['a', 'c']);
    assert.deepEqual(
      view.clusters.map(({ check, odd }) => [check, odd]),
      [
        ['a', 0],
        ['b', 1],
        ['c', 0],
      ],
    );
  });

  it('puts clusters together by the live value, and tells what departs everywhere apart: nobody drifts from siblings there', () => {
    const view = viewOf([reportOf('a', [replicas(5)]), reportOf('b', [replicas(9)]), reportOf('c', [replicas(5)])]);
    assert.deepEqual(view.places.map(tell), ['everywhere, 9 on b, 5 on a+c, 0 as git']);
    assert.ok(view.clusters.every(({ odd }) => odd === 0));
    const most = viewOf([reportOf('a', [replicas(5)]), reportOf('b', []), reportOf('c', [replicas(5)])]);
    assert.deepEqual(most.places.map(tell), ['most, 5 on a+c, 1 as git']);
  });

  it('takes what git itself says differently for no departure', () => {
    const view = viewOf([reportOf('a', [replicas(5, 3)]), reportOf('b', [replicas(5, 1)])]);
    const [group] = view.places[0]?.groups ?? [];
    assert.deepEqual([group?.gitDiffers, group?.desired, group?.clusters], [true, undefined, ['a', 'b']]);
    assert.equal(viewOf([reportOf('a', []), reportOf('b', [])]).places.length, 0);
  });

  it('compares only clusters of the same source, and tells which commits they have', () => {
    const other = { revisions: [{ source: 'other', url: 'https://git.example.com/other.git', revision: 'main', commit: 'c'.repeat(40) }] };
    const moved = { revisions: [{ source: 'shop', url: 'https://git.example.com/shop.git', revision: 'main', commit: 'd'.repeat(40) }] };
    const view = viewOf([reportOf('a', [replicas(5)]), reportOf('b', [], other), reportOf('c', [], moved)]);
    assert.deepEqual(view.places.map(tell), ['odd, 5 on a, 1 as git']);
    assert.deepEqual(
      view.applications.map(({ source, clusters, commits }) => [source, clusters, commits.length]),
      [
        ['other', 1, 1],
        ['shop', 2, 2],
      ],
    );
    assert.deepEqual(viewOf([reportOf('a', [replicas(5)]), reportOf('b', [], other)]).places.map(tell), ['alone, 5 on a, 0 as git']);
    assert.deepEqual(viewOf([reportOf('a', [replicas(5)]), reportOf('b', [], other)], 'other').places, []);
  });

  it('claims nothing of a cluster that could not check the place', () => {
    const forbidden = {
      type: 'kind',
      group: 'apps',
      version: 'v1',
      kind: 'Deployment',
      declared: 1,
      reason: 'forbidden',
      message: 'no',
    } as const;
    const failed = { type: 'file', source: 'shop', file: 'kustomization.yaml', reason: 'render-failed', message: 'broken' } as const;
    const elsewhere = { ...failed, source: 'another' };
    const view = viewOf([
      reportOf('a', [replicas(5)]),
      reportOf('b', [], { unchecked: [forbidden] }),
      reportOf('c', [], { unchecked: [failed] }),
      reportOf('d', [], { unchecked: [elsewhere] }),
    ]);
    assert.deepEqual(view.places.map(tell), ['odd, 5 on a, 1 as git, b unknown, c unknown']);
    const nobody = viewOf([reportOf('a', [replicas(5)]), reportOf('b', [], { unchecked: [forbidden] })]);
    assert.deepEqual(nobody.places.map(tell), ['alone, 5 on a, 0 as git, b unknown']);
  });

  it('tells objects in no repository apart, and of clusters that do not look for them nothing', () => {
    const blind = { coverage: { declared: 1, unmanaged: null, ratio: null, namespaces: [] } };
    const view = viewOf([reportOf('a', [buildUnmanaged('ConfigMap shop/x')]), reportOf('b', []), reportOf('c', [], blind)]);
    assert.deepEqual(view.places.map(tell), ['odd, - on a, 1 as git, c unknown']);
    assert.equal(view.places[0]?.source, undefined);
  });

  it('names one writer where it is the same on all, with the latest time, which is true of all', () => {
    const by = (time: string, manager = 'kubectl-edit') => ({
      cause: 'by-hand' as const,
      setBy: { manager, operation: 'Update' as const, class: 'person' as const, time },
    });
    const field = (details: ReturnType<typeof by>) =>
      buildModified('ConfigMap shop/x', [buildChanged(buildPath('data', 'k'), 'a', 'b', details)]);
    const same = viewOf([reportOf('a', [field(by('2026-11-01T00:00:00Z'))]), reportOf('b', [field(by('2026-11-02T00:00:00Z'))])]);
    assert.equal(same.places[0]?.groups[0]?.setBy?.time, '2026-11-02T00:00:00Z');
    const others = viewOf([reportOf('a', [field(by('2026-11-01T00:00:00Z'))]), reportOf('b', [field(by('2026-11-02T00:00:00Z', 'k9s'))])]);
    assert.equal(others.places[0]?.groups[0]?.setBy, undefined);
  });

  it('names clusters without a report, and is the same whatever the order in which reports come', () => {
    const reports = ['c', 'a', 'b'].map((name, i) => reportOf(name, [replicas(i + 4), buildMissingObject('Service shop/web')]));
    const [one, two] = [createFleetBuilder(), createFleetBuilder()];
    one.addUnread('z', 'damaged');
    for (const report of reports) one.add(report);
    for (const report of reports.toReversed()) two.add(report);
    two.addUnread('z', 'damaged');
    assert.deepEqual(one.build(), two.build());
    assert.deepEqual(one.build().unread, [{ check: 'z', message: 'damaged' }]);
  });

  it('holds two hundred clusters with five hundred departures each, shared and not', () => {
    const fleet = createFleetBuilder();
    for (let cluster = 0; cluster < 200; cluster++) {
      const own = Array.from({ length: 250 }, (_, i) =>
        buildModified(`ConfigMap team/own-${cluster}-${i}`, [buildChanged(buildPath('data', 'k'), 'a', 'b')]),
      );
      const shared = Array.from({ length: 250 }, (_, i) =>
        buildModified(`ConfigMap team/shared-${i}`, [buildChanged(buildPath('data', 'k'), 'a', 'b')]),
      );
      const gap = { type: 'kind', group: '', version: 'v1', kind: 'Secret', declared: 1, reason: 'forbidden', message: 'no' } as const;
      fleet.add(reportOf(`c-${cluster}`, [...own, ...shared], { unchecked: [gap] }));
    }
    const view = fleet.build();
    assert.deepEqual([view.places.length, view.clusters.length], [200 * 250 + 250, 200]);
    const spreads = Map.groupBy(view.places, ({ spread }) => spread);
    assert.deepEqual([spreads.get('odd')?.length, spreads.get('everywhere')?.length], [50_000, 250]);
    assert.ok(view.clusters.every(({ odd }) => odd === 250));
    assert.equal(spreads.get('odd')?.[0]?.asGit, 199);
  });
});
