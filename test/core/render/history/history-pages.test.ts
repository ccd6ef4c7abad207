import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { CheckHistory } from '../../../../functions/core/history/check-history.ts';
import { buildCheckPageKey, linkTo } from '../../../../functions/core/history/history-keys.ts';
import { writeCheckPage } from '../../../../functions/core/render/history/write-check-page.ts';
import { writeHistoryText } from '../../../../functions/core/render/history/write-history-text.ts';
import { writeIndexPage } from '../../../../functions/core/render/history/write-index-page.ts';
import { generateRuns, replayRuns } from '../../../support/sample-history.ts';

const EVIL = '</title><script>alert(1)</script><img src=x onerror=alert(2)>\u001b[31m\u202egpj';

let histories: readonly CheckHistory[];
before(() => {
  histories = replayRuns(generateRuns({ clusters: 3, days: 30 }), 240).map(({ history }) => history);
});

function readFirst(): CheckHistory {
  return histories[0] ?? assert.fail();
}

describe('the pages of a history', () => {
  it('say how many clusters depart, and of each where its page and its newest report are', () => {
    const page = writeIndexPage(histories);
    assert.match(page, /<h1 id="verdict">\d of 3 clusters departs? from git<\/h1>/);
    for (const name of ['prod-eu', 'prod-us', 'prod-ap']) {
      assert.ok(page.includes(`href="clusters/${name}.html"`), name);
      assert.ok(page.includes(`href="newest/${name}.html"`), name);
    }
  });

  it('are the same to the byte for the same histories, and in whatever order these come', () => {
    assert.equal(writeIndexPage(histories.toReversed()), writeIndexPage(histories));
  });

  it('tell every chart in words and in a table', () => {
    const page = writeCheckPage(readFirst());
    assert.equal(page.match(/<svg class="chart"[^>]*role="img"/g)?.length, 4);
    assert.equal(page.match(/<title id=/g)?.length, 4);
    assert.equal(page.match(/<desc id="[^"]+">[^<]{20,}<\/desc>/g)?.length, 4);
    assert.equal(page.match(/<tr><th scope="row">\d{4}-\d\d-\d\d<\/th>/g)?.length, 30);
  });

  it('allow no script and no style but their own, and ask nobody for anything', () => {
    for (const page of [writeIndexPage(histories), writeCheckPage(readFirst())]) {
      assert.match(page, /script-src 'none'; style-src 'sha256-[^']+'/);
      assert.doesNotMatch(page, /<script|style="|https?:\/\/|url\(/);
    }
  });

  it('hold what strangers wrote as text', () => {
    const evil: CheckHistory = {
      ...readFirst(),
      check: EVIL,
      environment: EVIL,
      days: readFirst().days.map((day) => ({ ...day, managers: { [EVIL]: 3 } })),
      points: [...readFirst().points, { at: '2026-11-04T23:00:00Z', verdict: 'failed', error: EVIL }],
    };
    for (const page of [writeIndexPage([evil]), writeCheckPage(evil)]) {
      assert.doesNotMatch(page, /<script|<img|\u001b|\u202e/);
      assert.match(page, /&lt;script&gt;alert\(1\)/);
    }
    assert.doesNotMatch(writeHistoryText([evil, readFirst()], { colour: false, width: 100 }), /\u001b|\u202e/);
  });

  it('say that nothing was checked where there is nothing, and that one was never read', () => {
    assert.match(writeIndexPage([]), /Nothing has been checked yet/);
    const unread: CheckHistory = {
      schemaVersion: 1,
      check: 'new',
      cluster: 'new',
      since: '2026-11-04T01:00:00Z',
      open: 0,
      points: [{ at: '2026-11-04T01:00:00Z', verdict: 'failed', error: 'no route to host' }],
      days: [{ day: '2026-11-04', runs: 0, failed: 1 }],
    };
    assert.match(
      writeCheckPage(unread),
      /<h1 id="verdict">new was never read<\/h1>\n<p class="gap">new could not be read: no route to host/,
    );
    assert.match(writeIndexPage([unread]), /not all of 1 cluster could be read/);
  });

  it('link from one to the other by names that are safe in a folder and in an address', () => {
    assert.equal(linkTo('history/index.html', buildCheckPageKey('arn:aws/prod 1')), 'clusters/arn_3aaws_2fprod_201.html');
    assert.equal(
      linkTo('history/clusters/a.html', 'reports/a/2026-11-04/000000Z-3f2a9c1d.json'),
      '../../reports/a/2026-11-04/000000Z-3f2a9c1d.json',
    );
    assert.equal(linkTo('history/clusters/a.html', 'history/index.html'), '../index.html');
  });
});
