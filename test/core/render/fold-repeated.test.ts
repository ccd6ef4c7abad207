import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { foldRepeated } from '../../../functions/core/render/html/fold-repeated.ts';
import { htmlRenderer } from '../../../functions/core/render/render-html.ts';
import { buildLongReport } from '../../support/sample-reports.ts';

const objects = [{ same: 0 }, {}, { same: 0 }, { same: 1 }, { same: 0 }, { same: 1 }, { same: 0 }];
const all = objects.map((_, id) => id);

describe('folding the very same change on the page', () => {
  it('puts four and more behind the first, leaves fewer alone, and keeps the order', () => {
    const { shown, behind } = foldRepeated(all, objects, new Set());
    assert.deepEqual([shown, [...behind]], [[0, 1, 3, 5], [[0, [2, 4, 6]]]]);
  });

  it('folds only what is found, and nothing that the reader unfolded', () => {
    assert.deepEqual(foldRepeated([1, 2, 4, 6], objects, new Set()).shown, [1, 2, 4, 6]);
    assert.deepEqual(foldRepeated(all, objects, new Set([0])).shown, all);
  });

  it('is of one mind with the text report about what is the same', () => {
    const html = htmlRenderer.render(buildLongReport(30), { colour: false, width: 0, now: '', explain: false });
    const { objects: told } = JSON.parse(/id="data">([^<]*)</.exec(html)?.[1] ?? '') as { objects: { name: string; same?: number }[] };
    const same = told.filter((object) => object.same !== undefined).map(({ name }) => name.replace(/\d+/, ''));
    assert.deepEqual([same.length, new Set(same)], [10, new Set(['service-'])]);
  });

  it('tells what happened since the last check where incidents are kept', () => {
    const event = {
      type: 'opened',
      incident: 'web-1',
      title: 'web <b>has drifted',
      openedAt: '2026-11-04T03:00:00Z',
      endings: [],
    } as const;
    const life = { events: [event], open: 1, snoozed: 0, pending: 0 };
    const options = { colour: false, width: 0, now: '', explain: false };
    assert.match(
      htmlRenderer.render(buildLongReport(1), { ...options, life }),
      /Since the last check[\s\S]*new {2}web &lt;b&gt;has drifted \(web-1\)/,
    );
    assert.doesNotMatch(htmlRenderer.render(buildLongReport(1), options), /Since the last check/);
  });
});
