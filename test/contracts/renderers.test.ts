import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { refKey } from '../../functions/core/kube-object.ts';
import type { RenderOptions } from '../../functions/core/render/renderer.ts';
import { findRenderer, RENDERERS } from '../../functions/core/render/renderers.ts';
import { buildReport, SAMPLE_NOW } from '../support/sample-report.ts';
import { buildHostileReport, buildLongReport, buildVariedReport } from '../support/sample-reports.ts';

/** Everything a terminal acts on: C0 but newline, DEL, C1, bidi controls, zero-width characters. */
const RAW_CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;
const OPTIONS: RenderOptions = { colour: false, width: 100, now: SAMPLE_NOW, explain: false };
const REPORTS = { empty: buildReport(), varied: buildVariedReport(), long: buildLongReport(), hostile: buildHostileReport() };

for (const renderer of RENDERERS) {
  describe(`the ${renderer.name} renderer`, () => {
    it('is found by its name', () => {
      assert.equal(findRenderer(renderer.name), renderer);
    });

    for (const [name, report] of Object.entries(REPORTS)) {
      it(`gives the same text for the same ${name} report, and ends it with one newline`, () => {
        const text = renderer.render(report, OPTIONS);
        assert.equal(text, renderer.render(report, OPTIONS));
        assert.match(text, /[^\n]\n$/);
      });

      for (const explain of [false, true]) {
        it(`lets no control character of a ${name} report through${explain ? ', explained' : ''}`, () => {
          const text = renderer.render(report, { ...OPTIONS, explain });
          assert.equal(RAW_CONTROL.exec(text), null);
        });
      }
    }

    if (renderer.tells === 'figures') return;

    it('tells every object that departs when it explains', () => {
      const report = buildVariedReport();
      const text = renderer.render(report, { ...OPTIONS, explain: true });
      for (const { ref } of report.differences) assert.ok(text.includes(ref.name), refKey(ref));
    });

    it('names the place that sets a field when it is rendered', () => {
      const text = renderer.render(buildVariedReport(), { ...OPTIONS, explain: true });
      assert.ok(text.includes('overlays/prod/ranges.yaml'));
    });

    it('names what could not be checked and what rules let go', () => {
      const text = renderer.render(buildVariedReport(), OPTIONS);
      for (const word of ['broken.yaml', 'tolerationz', 'turbo', 'plumbline.yaml:14', 'autoscaled-replicas'])
        assert.ok(text.includes(word), word);
    });
  });
}
