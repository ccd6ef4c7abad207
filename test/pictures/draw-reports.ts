import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { writeCheckPage } from '../../functions/core/render/history/write-check-page.ts';
import { writeIndexPage } from '../../functions/core/render/history/write-index-page.ts';
import { htmlRenderer } from '../../functions/core/render/render-html.ts';
import { findChromium } from '../support/find-chromium.ts';
import { generateRuns, replayRuns } from '../support/sample-history.ts';
import { buildLongReport } from '../support/sample-reports.ts';

/** Draws the HTML report and the pages of history for docs/reports.md and docs/history.md, from what is really written: `npm run draw-reports`. Needs Chromium. */
const ROOT = resolve(import.meta.dirname, '../..');
const FOLDER = join(ROOT, 'docs/reports');
const LARGEST = 300_000;

interface Picture {
  readonly report: 'demo' | 'large' | 'history' | 'cluster';
  readonly width: number;
  readonly height: number;
  readonly scheme: 'light' | 'dark';
  readonly prepare?: (page: Page) => Promise<unknown>;
}

const PICTURES: Readonly<Record<string, Picture>> = {
  'demo-light': { report: 'demo', width: 1180, height: 1560, scheme: 'light' },
  'demo-dark': {
    report: 'demo',
    width: 1180,
    height: 1200,
    scheme: 'dark',
    prepare: (page) => openWaysOut(page),
  },
  'demo-phone': {
    report: 'demo',
    width: 390,
    height: 1200,
    scheme: 'light',
    prepare: (page) => page.evaluate("document.getElementById('o1').scrollIntoView()"),
  },
  'history-light': { report: 'history', width: 1180, height: 1500, scheme: 'light' },
  'history-dark': { report: 'cluster', width: 1180, height: 1000, scheme: 'dark' },
  'history-phone': { report: 'history', width: 390, height: 1300, scheme: 'light' },
  large: { report: 'large', width: 1180, height: 800, scheme: 'light', prepare: (page) => filterLarge(page) },
};

async function openWaysOut(page: Page): Promise<void> {
  await page.locator('#o3 .ways summary').click();
  await page.evaluate("document.getElementById('o3').scrollIntoView()");
}

async function filterLarge(page: Page): Promise<void> {
  await page.selectOption('[data-facet=namespace]', 'team-3');
  await page.fill('#search', 'worker replicas');
  await page.evaluate("document.querySelector('.toolbar').scrollIntoView()");
}

const executablePath = findChromium();
if (executablePath === undefined) {
  console.error('There is no Chromium here: NO PICTURE WAS DRAWN.');
  process.exit(1);
}
const work = mkdtempSync(join(tmpdir(), 'plumbline-pictures-'));
const demo = join(work, 'demo.html');
execFileSync(process.execPath, [join(ROOT, 'functions/cli/bin.js'), 'demo', '--quiet', '--explain', '--output', `html=${demo}`]);
const report = buildLongReport(10_000);
const large = join(work, 'large.html');
writeFileSync(large, htmlRenderer.render(report, { colour: false, width: 100, now: report.readAt, explain: false }));
const replayed = replayRuns(generateRuns(), 240).map(({ history }) => history);
const edge = replayed.find(({ check }) => check === 'edge-2');
if (edge === undefined) throw new Error('the sample has no edge-2');
const pages = { history: writeIndexPage(replayed), cluster: writeCheckPage(edge) };
for (const [name, html] of Object.entries(pages)) writeFileSync(join(work, `${name}.html`), html);
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-lcd-text'] });
for (const [name, { report: of, width, height, scheme, prepare }] of Object.entries(PICTURES)) {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme: scheme, reducedMotion: 'reduce' });
  await page.goto(`file://${join(work, `${of}.html`)}`);
  await prepare?.(page);
  const file = join(FOLDER, `${name}.png`);
  await page.screenshot({ path: file });
  await page.close();
  const { size } = statSync(file);
  if (size > LARGEST) throw new Error(`${file} has ${size} bytes, more than ${LARGEST}`);
  console.log(`${name}.png  ${width} x ${height}  ${size} bytes`);
}
await browser.close();
rmSync(work, { recursive: true, force: true });
