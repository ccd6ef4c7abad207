import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseJson } from '../../../functions/core/json.ts';
import { jsonRenderer } from '../../../functions/core/render/render-json.ts';
import { buildChanged, buildModified, buildPath, buildReport, SAMPLE_NOW } from '../../support/sample-report.ts';
import { buildHostileReport, buildVariedReport } from '../../support/sample-reports.ts';

const OPTIONS = { colour: true, width: 10, now: SAMPLE_NOW, explain: false };

describe('the JSON report', () => {
  it('is the report, whatever is in it', () => {
    for (const report of [buildReport(), buildVariedReport(), buildHostileReport()]) {
      assert.deepEqual(parseJson(jsonRenderer.render(report, OPTIONS)), JSON.parse(JSON.stringify(report)));
    }
  });

  it('keeps integers beyond 2^53', () => {
    const report = buildReport([buildModified('Widget.example.com a/b', [buildChanged(buildPath('spec'), 9007199254740993n, 1)])]);
    assert.match(jsonRenderer.render(report, OPTIONS), /"desired": 9007199254740993,/);
  });
});
