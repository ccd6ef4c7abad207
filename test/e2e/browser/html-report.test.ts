import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { buildChanged, buildModified, buildPath, buildReport, buildUnmanaged } from '../../support/sample-report.ts';
import { buildHostileReport, buildLongReport, buildVariedReport } from '../../support/sample-reports.ts';
import { explainNoBrowser, findViolations, launchBrowser, openReport } from './open-page.ts';

const skip = explainNoBrowser() ?? false;
const found = (page: Page): Promise<string | null> => page.textContent('#found');

describe('the HTML report in a browser', { skip }, () => {
  let browser: Browser;
  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser.close());

  it('asks nobody for anything, breaks no rule of its own policy and throws nothing, whatever is done with it', async (t) => {
    const { page, complaints } = await openReport(t, browser, buildVariedReport());
    await page.fill('#search', 'web');
    await page.click('#fold');
    await page.click('#unfold');
    await page.click('#theme');
    await page.click('.levels button');
    await page.click('#reset');
    await page.click('.suppressed summary');
    await page.click('button.places');
    await page.emulateMedia({ media: 'print' });
    assert.deepEqual(await complaints(), []);
  });

  it('shows text that strangers wrote as text: no script, no element, no hidden character of theirs', async (t) => {
    const evil = '</script><script>alert(1)</script><img src=x onerror=alert(2)>\u001b[31m\u202egpj';
    const report = buildReport([
      buildModified(`Deployment.apps shop/web`, [buildChanged(buildPath('data', evil), `before ${evil}`, `after ${evil}`)]),
      { ...buildUnmanaged('ConfigMap shop/x'), ref: { group: '', kind: 'ConfigMap', namespace: evil, name: evil } },
      ...buildHostileReport().differences,
    ]);
    const { page, complaints } = await openReport(t, browser, report);
    await page.fill('#search', 'onerror');
    assert.equal(await page.locator('img, iframe, object, embed').count(), 0);
    assert.equal(await page.locator('script').count(), 2);
    const text = await page.textContent('body');
    assert.ok(text?.includes('<img src=x onerror=alert(2)>\\u001b[31m\\u202egpj'));
    assert.doesNotMatch(text ?? '', /[\u001b\u202e]/);
    assert.deepEqual(await complaints(), []);
  });

  it('filters by what was set, says how many are left, and takes it back', async (t) => {
    const { page } = await openReport(t, browser, buildVariedReport());
    const all = await page.locator('.object').count();
    assert.equal(await found(page), `${all} objects`);
    await page.selectOption('[data-facet=type]', 'unmanaged');
    assert.equal(await found(page), `3 of ${all} objects`);
    assert.equal(await page.locator('.object').count(), 3);
    await page.selectOption('[data-facet=namespace]', 'payments');
    assert.equal(await page.locator('.object .name').textContent(), 'Job reindex-2');
    await page.click('#reset');
    assert.equal(await found(page), `${all} objects`);
    assert.ok(await page.locator('#reset').isHidden());
  });

  it('keeps what was chosen in its address, so that a view can be passed on', async (t) => {
    const { page } = await openReport(t, browser, buildVariedReport());
    await page.fill('#search', 'replicas');
    await page.selectOption('#order', 'severity');
    assert.match(page.url(), /#q=replicas&order=severity$/);
    await page.reload();
    assert.equal(await page.inputValue('#search'), 'replicas');
    assert.match((await found(page)) ?? '', /^1 of/);
  });

  it('is worked with the keys: slash to search, Escape out of it, j and k from object to object, Enter to open', async (t) => {
    const { page } = await openReport(t, browser, buildVariedReport());
    await page.keyboard.press('/');
    await page.keyboard.type('web');
    assert.equal(await page.inputValue('#search'), 'web');
    await page.keyboard.press('Escape');
    assert.equal(await page.inputValue('#search'), '');
    const focused = () => page.evaluate("document.activeElement.closest('.object')?.id");
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    assert.equal(await focused(), 'o1');
    await page.keyboard.press('k');
    assert.equal(await focused(), 'o0');
    await page.keyboard.press('Enter');
    assert.equal(await page.locator('#o0 > details').getAttribute('open'), null);
  });

  it('begins with a link over the head, for who goes by the Tab key', async (t) => {
    const { page } = await openReport(t, browser, buildVariedReport());
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate('document.activeElement.className'), 'skip');
    assert.ok(await page.locator('.skip').isVisible());
  });

  it('copies a way out as it stands', async (t) => {
    const { page } = await openReport(t, browser, buildVariedReport());
    const ways = page.locator('.object', { hasText: 'tmp-shell' }).locator('.ways');
    await ways.locator('summary').click();
    await ways.getByRole('button', { name: 'Copy: restore' }).click();
    await ways.getByText('Copied').waitFor();
    assert.equal(await page.evaluate('navigator.clipboard.readText()'), 'kubectl delete deployment.apps/tmp-shell -n shop');
    assert.equal(await page.textContent('#announcement'), 'Copied');
  });

  it('selects a way out where the browser keeps the clipboard to itself', async (t) => {
    const { page } = await openReport(t, browser, buildVariedReport());
    await page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })");
    const ways = page.locator('.object', { hasText: 'tmp-shell' }).locator('.ways');
    await ways.locator('summary').click();
    await ways.getByRole('button', { name: 'Copy: restore' }).click();
    assert.equal(await page.evaluate('getSelection().toString()'), 'kubectl delete deployment.apps/tmp-shell -n shop');
  });

  it('is dark where the system is, and light or dark where the reader says so', async (t) => {
    const { page } = await openReport(t, browser, buildVariedReport(), { colorScheme: 'dark' });
    const ground = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
    const dark = await ground();
    await page.click('#theme');
    const light = await ground();
    assert.notEqual(light, dark);
    await page.emulateMedia({ colorScheme: 'light' });
    assert.equal(await ground(), light);
    await page.click('#theme');
    assert.equal(await ground(), dark);
  });

  for (const [scheme, width] of [
    ['light', 1280],
    ['dark', 1280],
    ['light', 390],
  ] as const) {
    it(`breaks no rule of accessibility that matters: ${scheme}, ${width} wide`, async (t) => {
      const { page } = await openReport(t, browser, buildVariedReport(), { colorScheme: scheme, viewport: { width, height: 900 } });
      for (const summary of await page.locator('.ways > summary').all()) await summary.click();
      assert.deepEqual(await findViolations(page), []);
    });
  }

  it('fits a phone: nothing is wider than the screen', async (t) => {
    const { page } = await openReport(t, browser, buildVariedReport(), { viewport: { width: 360, height: 740 } });
    assert.ok(((await page.evaluate('document.documentElement.scrollWidth')) as number) <= 360);
  });

  it('tells the very same change once, finds every object that has it, and shows them on request', async (t) => {
    const { page, complaints } = await openReport(t, browser, buildLongReport(30));
    assert.equal(await found(page), '30 objects');
    assert.equal(await page.locator('.object').count(), 21);
    const line = page.locator('.same');
    assert.match((await line.textContent()) ?? '', /the very same change in 9 objects more: team-\d\/service-\d+/);
    await page.fill('#search', 'service-27');
    assert.deepEqual([await found(page), await page.locator('.object').count()], ['1 of 30 objects', 1]);
    await page.click('#reset');
    await line.getByRole('button', { name: 'Show' }).click();
    assert.equal(await page.locator('.object').count(), 30);
    assert.equal(await page.locator('.same').count(), 0);
    assert.match((await page.evaluate("document.activeElement.closest('.object').textContent")) as string, /service-/);
    assert.deepEqual(await complaints(), []);
  });

  it('goes on paper with every object, the unseen ones too', async (t) => {
    const { page } = await openReport(t, browser, buildLongReport(150));
    assert.ok((await page.locator('.object').count()) < 150);
    const pdf = await page.pdf({ format: 'A4' });
    assert.ok(pdf.length > 10_000);
    assert.equal(await page.locator('.object').count(), 150);
  });

  it('is readable without its script', async (t) => {
    const { page } = await openReport(t, browser, buildVariedReport(), { javaScriptEnabled: false });
    assert.equal(await page.locator('.object').count(), buildVariedReport().differences.length);
    assert.ok(await page.locator('.fields').getByText('busybox:1.36').first().isVisible());
    assert.ok(await page.locator('.toolbar').isHidden());
  });

  it('stays usable with ten thousand objects: few are built, all are found', async (t) => {
    const { page, complaints } = await openReport(t, browser, buildLongReport(10_000));
    const timing = (await page.evaluate("performance.getEntriesByType('navigation')[0].domInteractive")) as number;
    t.diagnostic(`interactive after ${Math.round(timing)} ms`);
    assert.ok((await page.locator('.object').count()) <= 200);
    await page.fill('#search', 'service-9999');
    assert.equal(await found(page), '1 of 10,000 objects');
    await page.click('#reset');
    await page.mouse.wheel(0, 4000);
    await page.waitForFunction("document.querySelectorAll('.object').length > 50");
    assert.deepEqual(await complaints(), []);
  });
});
