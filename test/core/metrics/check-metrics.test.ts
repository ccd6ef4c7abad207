import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Difference } from '../../../functions/core/difference.ts';
import { buildCheckMetrics } from '../../../functions/core/metrics/check-metrics.ts';
import { buildOutcome } from '../../../functions/core/notification/build-outcome.ts';
import type { CheckOutcome, Standing } from '../../../functions/core/notification/check-outcome.ts';
import type { DriftReport } from '../../../functions/core/report.ts';
import { SEVERITIES } from '../../../functions/core/severity/severity.ts';
import {
  BY_PERSON,
  buildChanged,
  buildMissingObject,
  buildModified,
  buildPath,
  buildReport,
  buildUnmanaged,
} from '../../support/sample-report.ts';

const path = buildPath('spec', 'replicas');
const changedAt = (time: string) => buildChanged(path, 1, 2, { cause: 'by-hand', setBy: { ...BY_PERSON, time } });
/** Four hours before the sample is read, and the drift of then. */
const BEFORE: Standing = { verdict: 'in-sync', readAt: '2026-11-03T23:12:09Z' };

function measure(report: DriftReport, more: { previous?: Standing; kindsLost?: string[] } = {}) {
  const outcome = buildOutcome(report, {
    run: 'r',
    reportKey: 'k',
    fingerprint: 'f',
    previous: more.previous,
    kindsLost: more.kindsLost ?? [],
  });
  return buildCheckMetrics(outcome, report);
}
const findValue = (metrics: ReturnType<typeof measure>, name: string) =>
  metrics.find((metric) => metric.name === name && metric.cluster === undefined)?.value;

describe('the metrics of a check', () => {
  const report = buildReport([
    buildModified('Deployment.apps shop/web', [changedAt('2026-11-04T00:02:11Z')]),
    buildMissingObject('ConfigMap shop/settings'),
    buildUnmanaged('Secret shop/stray'),
  ]);

  it('count how it ended, so that a share of all runs can be drawn', () => {
    const ends = ['ChecksInSync', 'ChecksDrifted', 'ChecksIncomplete', 'ChecksFailed'];
    assert.deepEqual(
      ends.map((name) => findValue(measure(report), name)),
      [0, 1, 0, 0],
    );
  });

  it('count differences by type', () => {
    const names = ['Differences', 'DifferencesModified', 'DifferencesMissing', 'DifferencesUnmanaged'];
    assert.deepEqual(
      names.map((name) => findValue(measure(report), name)),
      [3, 1, 1, 1],
    );
  });

  it('count differences by severity, a level that has none too', () => {
    const levels = ['Critical', 'High', 'Medium', 'Low'].map((level) => findValue(measure(report), `Differences${level}`));
    assert.deepEqual(
      levels,
      SEVERITIES.map((level) => report.counts.severities[level]),
    );
    assert.equal(
      levels.reduce((sum: number, value) => sum + Number(value), 0),
      3,
    );
  });

  it('tell what the reading covered and cost, each stage by its name', () => {
    const metrics = measure(report, { kindsLost: ['Secret', 'Pod'] });
    const { requests, bytes, seconds } = report.cost;
    assert.deepEqual(
      ['KindsLost', 'Unchecked', 'Requests', 'BytesRead', 'GitSeconds'].map((name) => findValue(metrics, name)),
      [2, 0, requests, bytes, seconds['git']],
    );
    assert.equal(findValue(measure(report), 'KindsLost'), 0);
  });

  it('stand under the cluster where an alarm of one cluster needs them, and no others', () => {
    const perCluster = measure(report, { previous: BEFORE }).filter(({ cluster }) => cluster !== undefined);
    assert.deepEqual(
      perCluster.map(({ name, cluster }) => [name, cluster]),
      [
        ['Differences', 'prod-eu'],
        ['Coverage', 'prod-eu'],
      ],
    );
  });

  it('claim no coverage where nothing could be called unmanaged', () => {
    const coverage = { ...report.coverage, unmanaged: null, ratio: null };
    assert.equal(findValue(measure({ ...report, coverage }), 'Coverage'), undefined);
  });

  it('of a run that failed are that it failed', () => {
    const failed: CheckOutcome = { check: 'prod-eu', cluster: 'prod-eu', run: 'r', at: 'now', verdict: 'failed', error: 'no' };
    assert.deepEqual(
      buildCheckMetrics(failed, undefined).map(({ name, value }) => [name, value]),
      [
        ['ChecksInSync', 0],
        ['ChecksDrifted', 0],
        ['ChecksIncomplete', 0],
        ['ChecksFailed', 1],
      ],
    );
  });
});

describe('the time to detect', () => {
  const timesOf = (differences: readonly Difference[], previous?: Standing) =>
    findValue(measure(buildReport(differences), previous ? { previous } : {}), 'TimeToDetect');
  const web = (...times: string[]) => buildModified('Deployment.apps shop/web', times.map(changedAt));

  it('is from the change to the report, of what came since the cluster was last read', () => {
    const stray = buildUnmanaged('Secret shop/stray', BY_PERSON, '2026-11-04T03:11:09Z');
    assert.deepEqual(timesOf([web('2026-11-04T00:02:11Z'), stray], BEFORE), [11_398, 60]);
  });
  it('counts an object once, from its first new change', () => {
    assert.deepEqual(timesOf([web('2026-11-01T00:00:00Z', '2026-11-04T03:10:09Z', '2026-11-04T03:11:09Z')], BEFORE), [120]);
  });
  it('is not told of what was there before, of the same drift, or by the first run', () => {
    assert.equal(timesOf([web('2026-11-03T00:00:00Z')], BEFORE), undefined);
    assert.equal(timesOf([web('2026-11-04T03:10:09Z')], { ...BEFORE, verdict: 'drifted', fingerprint: 'f' }), undefined);
    assert.equal(timesOf([web('2026-11-04T03:10:09Z')]), undefined);
  });
  it('is not told of what git changed, nor where nobody knows when', () => {
    const setBy = { ...BY_PERSON, time: '2026-11-04T03:10:09Z' };
    const fromGit = buildModified('Deployment.apps shop/web', [buildChanged(path, 1, 2, { cause: 'not-yet-applied', setBy })]);
    assert.equal(timesOf([fromGit, buildMissingObject('ConfigMap shop/settings')], BEFORE), undefined);
  });
  it('is never negative, and never more than one metric takes', () => {
    assert.deepEqual(timesOf([web('2026-11-04T03:20:00Z')], BEFORE), [0]);
    const many = Array.from({ length: 150 }, (_, i) => buildUnmanaged(`Secret shop/s${i}`, BY_PERSON, '2026-11-04T03:11:09Z'));
    const times = timesOf(many, BEFORE);
    assert.ok(Array.isArray(times) && times.length < 100);
  });
});
