import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { writeCheckPage } from '../../../functions/core/render/history/write-check-page.ts';
import { writeIndexPage } from '../../../functions/core/render/history/write-index-page.ts';
import { openLocalDocuments } from '../../../functions/io/documents/local-documents.ts';
import { keepLocalHistory } from '../../../functions/io/history/keep-local-history.ts';
import { openLocalPages } from '../../../functions/io/history/local-pages.ts';
import { BOOKS } from '../../../functions/io/incidents/record-run.ts';
import { openLocalReportStore } from '../../../functions/io/local-report-store.ts';
import { generateRuns, replayRuns } from '../../support/sample-history.ts';
import { explainNoBrowser, findViolations, launchBrowser, openHtml } from './open-page.ts';

const skip = explainNoBrowser() ?? false;

describe('the pages of a history in a browser', { skip }, () => {
  let browser: Browser;
  let index: string;
  let check: string;
  before(async () => {
    browser = await launchBrowser();
    const histories = replayRuns(generateRuns({ clusters: 12, days: 40 }), 240).map(({ history }) => history);
    index = writeIndexPage(histories);
    check = writeCheckPage(histories[8] ?? assert.fail());
  });
  after(() => browser.close());

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`have no serious violation of accessibility, and break no rule of their policy, in ${colorScheme} colours`, async (t) => {
      for (const html of [index, check]) {
        const { page, complaints } = await openHtml(t, browser, html, { colorScheme });
        await page.locator('details summary').first().click();
        assert.deepEqual(await findViolations(page), []);
        assert.deepEqual(await complaints(), []);
      }
    });
  }

  it('fit a phone: what is wide scrolls by itself', async (t) => {
    for (const html of [index, check]) {
      const { page } = await openHtml(t, browser, html, { viewport: { width: 360, height: 740 } });
      assert.ok(((await page.evaluate('document.documentElement.scrollWidth')) as number) <= 360);
    }
  });

  it('are reached with the keyboard: links, tables that scroll, figures', async (t) => {
    const { page } = await openHtml(t, browser, index);
    const reached = new Set<string>();
    for (let press = 0; press < 12; press++) {
      await page.keyboard.press('Tab');
      reached.add((await page.evaluate('document.activeElement.tagName')) as string);
    }
    for (const tag of ['A', 'SUMMARY']) assert.ok(reached.has(tag), `${tag} of ${[...reached].join(', ')}`);
  });

  it('go on paper with every cluster', async (t) => {
    const { page } = await openHtml(t, browser, index);
    await page.emulateMedia({ media: 'print' });
    const wide = (await page.evaluate(
      "document.querySelector('.clusters').scrollWidth - document.querySelector('main').clientWidth",
    )) as number;
    assert.ok(wide <= 0, `${wide} pixels wider than the page`);
    assert.ok((await page.pdf({ format: 'A4' })).length > 10_000);
  });

  it('lead, in a folder, from all clusters to one, to its newest report and to each stored one', async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'plumbline-history-'));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    const place = { documents: openLocalDocuments(folder, Date.now), pages: openLocalPages(folder) };
    for (const { book, report } of replayRuns(generateRuns({ clusters: 2, days: 2 }), undefined)) {
      if (report === undefined) continue;
      const { key } = await openLocalReportStore(folder).store(report);
      await place.documents.write(BOOKS, book.check, book, undefined);
      await keepLocalHistory(place, report, key);
    }
    const context = await browser.newContext();
    t.after(() => context.close());
    const page = await context.newPage();
    await page.goto(`file://${join(folder, 'history/index.html')}`);
    await page.click('.clusters th a >> text=prod-us');
    assert.match((await page.title()) ?? '', /^prod-us: history$/);
    await page.click('text=The newest report');
    assert.match((await page.textContent('h1')) ?? '', /./);
    await page.goBack();
    await page.click('#runs ~ .scroll a');
    assert.match((await page.textContent('body')) ?? '', /"schemaVersion": ?1/);
  });
});
