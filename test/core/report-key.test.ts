import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { buildReportKey, nameClusterFolder, parseClusterFolder, parseReportKey } from '../../functions/core/report-key.ts';
import { buildReport } from '../support/sample-report.ts';

const keyOf = (readAt: string, id = 'prod-eu') =>
  buildReportKey(buildReport([], { readAt, check: { id, cluster: { name: id, server: '' } } }));

describe('the key of a report', () => {
  it('says cluster, second and commit, in UTC', () => {
    assert.equal(keyOf('2026-11-04T01:12:09.9+02:00'), 'reports/prod-eu/2026-11-03/231209Z-3f2a9c1d.json');
    assert.deepEqual(parseReportKey(keyOf('2026-11-04T03:12:09Z', 'arn:aws:eks/Prod')), {
      key: 'reports/arn_3aaws_3aeks_2f_50rod/2026-11-04/031209Z-3f2a9c1d.json',
      cluster: 'arn:aws:eks/Prod',
      at: '2026-11-04T03:12:09Z',
      commit: '3f2a9c1d',
    });
  });

  it('has eight characters for several sources, uncommitted files and none', () => {
    const [shop] = buildReport().revisions;
    assert.ok(shop);
    const several = { ...buildReport(), revisions: [shop, { ...shop, source: 'base', commit: 'a'.repeat(40) }] };
    const turned = { ...several, revisions: [...several.revisions].reverse() };
    assert.equal(buildReportKey(several), buildReportKey(turned));
    assert.notEqual(buildReportKey(several), buildReportKey(buildReport()));
    assert.match(buildReportKey({ ...several, revisions: [{ ...shop, commit: 'worktree' }] }), /Z-worktree\.json$/);
    assert.match(buildReportKey({ ...several, revisions: [] }), /Z-00000000\.json$/);
  });

  it('is parsed only where it could have been built', () => {
    for (const key of [
      'reports/prod-eu/latest.json',
      'reports/Prod/2026-11-04/031209Z-3f2a9c1d.json',
      'reports/a/2026-13-04/031209Z-3f2a9c1d.json',
      'reports/a/2026-11-04/031209Z-3f2a9c1d.html',
      'x/reports/a/2026-11-04/031209Z-3f2a9c1d.json',
    ])
      assert.equal(parseReportKey(key), undefined, key);
  });

  it('keeps every name of a cluster, in a folder that is safe everywhere', () => {
    const names = fc.string({ unit: 'grapheme', maxLength: 20 });
    fc.assert(
      fc.property(names, (name) => {
        const folder = nameClusterFolder(name);
        assert.match(folder, /^[a-z0-9_-][a-z0-9._-]*$/);
        assert.ok(!folder.endsWith('.'));
        assert.equal(parseClusterFolder(folder), name);
      }),
    );
  });

  it('sorts as time does', () => {
    const times = fc.date({ min: new Date('1990-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(times, times, (a, b) => {
        const [first, second] = [a, b].map((time) => Math.floor(time.getTime() / 1000));
        const [one, other] = [keyOf(a.toISOString()), keyOf(b.toISOString())];
        assert.equal(Math.sign(Number(first) - Number(second)), one < other ? -1 : one > other ? 1 : 0);
      }),
    );
  });

  it('says which name is too long for a folder', () => {
    assert.throws(() => nameClusterFolder('é'.repeat(100)), /is too long/);
  });
});
