import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Difference } from '../../functions/core/difference.ts';
import { fingerprintDifferences } from '../../functions/core/fingerprint.ts';
import { BY_PERSON, buildChanged, buildModified, buildOrigin, buildPath, buildUnmanaged } from '../support/sample-report.ts';
import { buildVariedReport } from '../support/sample-reports.ts';

const replicas = buildPath('spec', 'replicas');
const web = (live: number, time = '2026-11-04T00:02:11Z', line = 12): Difference =>
  buildModified(
    'Deployment.apps shop/web',
    [buildChanged(replicas, 3, live, { cause: 'by-hand', setBy: { ...BY_PERSON, time }, line })],
    buildOrigin('web.yaml', line),
  );

describe('the fingerprint of differences', () => {
  it('is the same whatever their order', () => {
    const { differences } = buildVariedReport();
    assert.equal(fingerprintDifferences(differences), fingerprintDifferences([...differences].reverse()));
    assert.match(fingerprintDifferences([]), /^[0-9a-f]{64}$/);
  });

  it('knows neither time nor revision', () => {
    assert.equal(fingerprintDifferences([web(5)]), fingerprintDifferences([web(5, '2026-11-05T00:00:00Z', 40)]));
    const stray = buildUnmanaged('Job.batch shop/x', BY_PERSON, '2026-10-30T11:00:00Z');
    assert.equal(fingerprintDifferences([stray]), fingerprintDifferences([{ ...stray, since: '2026-11-01T00:00:00Z' }]));
  });

  it('changes with what departs, and with who did it', () => {
    const all = [
      [],
      [web(5)],
      [web(6)],
      [web(5), web(5)],
      [buildUnmanaged('Job.batch shop/x')],
      [buildUnmanaged('Job.batch shop/x', null)],
    ];
    assert.equal(new Set(all.map(fingerprintDifferences)).size, all.length);
  });
});
