import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createFleetBuilder } from '../../../functions/core/fleet/build-fleet.ts';
import { FLEET_RENDERERS } from '../../../functions/core/render/fleet/fleet-renderers.ts';
import type { RenderOptions } from '../../../functions/core/render/renderer.ts';
import { DIFF_RENDERERS } from '../../../functions/core/render/report-diff/diff-renderers.ts';
import { compareReports } from '../../../functions/core/report-diff/compare-reports.ts';
import { buildReport, SAMPLE_NOW } from '../../support/sample-report.ts';
import { buildHostileReport, buildLongReport, buildVariedReport } from '../../support/sample-reports.ts';

const RAW_CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;
const OPTIONS: RenderOptions = { colour: false, width: 100, now: SAMPLE_NOW, explain: true };
const REPORTS = { empty: buildReport(), varied: buildVariedReport(), long: buildLongReport(), hostile: buildHostileReport() };

/** Elements that only text of a cluster could have brought. */
const FOREIGN = /<script|<img|<svg onload|onerror=/i;

for (const [name, report] of Object.entries(REPORTS)) {
  const fleet = createFleetBuilder();
  fleet.add(report);
  fleet.add(buildReport([], { check: { id: 'other\u001b[31m<script>', cluster: { name: 'other', server: '' } } }));
  fleet.addUnread('gone\u001b[2J', 'it is <script>alert(1)</script>\u202e');
  const view = fleet.build();
  const diffs = [compareReports(report, buildReport()), compareReports(buildReport(), report), compareReports(report, report)];
  const written = [
    ...FLEET_RENDERERS.map((renderer) => [`the fleet as ${renderer.name}`, () => renderer.render(view, OPTIONS)] as const),
    ...DIFF_RENDERERS.flatMap((renderer) =>
      diffs.map((diff, i) => [`comparison ${i} as ${renderer.name}`, () => renderer.render(diff, OPTIONS)] as const),
    ),
  ];
  describe(`a ${name} report in a fleet and in a comparison`, () => {
    for (const [title, render] of written) {
      it(`lets no control character through, and ends with one newline: ${title}`, () => {
        const text = render();
        assert.equal(RAW_CONTROL.exec(text), null);
        assert.match(text, /[^\n]\n$/);
        assert.equal(text, render());
        if (text.startsWith('<!doctype')) assert.equal(FOREIGN.exec(text.slice(text.indexOf('<main')).replace(/<svg viewBox/g, '')), null);
        if (title.endsWith('markdown')) assert.ok(text.length <= 65_536);
      });
    }
  });
}

describe('a page without a script', () => {
  it('allows none', () => {
    const [html] = FLEET_RENDERERS.filter(({ name }) => name === 'html').map(({ render }) => render(createFleetBuilder().build(), OPTIONS));
    assert.match(html ?? '', /script-src 'none'/);
    assert.doesNotMatch(html ?? '', /<script/);
  });
});
