import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { htmlRenderer } from '../../../functions/core/render/render-html.ts';
import type { DriftReport } from '../../../functions/core/report.ts';
import { findChromium } from '../../support/find-chromium.ts';

/** Why the tests cannot run here, told loudly; undefined where they can. */
export function explainNoBrowser(): string | undefined {
  if (findChromium() !== undefined) return undefined;
  const reason = 'there is no Chromium here: apt-get install chromium, or let .ci/run do it';
  process.stderr.write(`\n!!! SKIPPED: the HTML report is not tried in a browser: ${reason}\n\n`);
  return reason;
}

/** A browser that closes when the test ends. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium() ?? 'chromium', args: ['--no-sandbox'] });
}

/** A report in a browser, and everything that the browser complained of or asked for. */
export interface OpenPage {
  readonly page: Page;
  /** Errors and warnings of the console, exceptions, violations of the page's policy, requests beyond the file itself. */
  readonly complaints: () => Promise<readonly string[]>;
}

export async function openReport(
  t: TestContext,
  browser: Browser,
  report: DriftReport,
  options: BrowserContextOptions = {},
): Promise<OpenPage> {
  return openHtml(t, browser, htmlRenderer.render(report, { colour: false, width: 100, now: report.readAt, explain: false }), options);
}

/** A page of its own in a browser. */
export async function openHtml(t: TestContext, browser: Browser, html: string, options: BrowserContextOptions = {}): Promise<OpenPage> {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-page-'));
  const file = join(folder, 'report.html');
  writeFileSync(file, html);
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
    ...options,
  });
  t.after(async () => {
    await context.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const page = await context.newPage();
  const told: string[] = [];
  page.on('console', (message) => /error|warning/.test(message.type()) && told.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => told.push(`exception: ${error.message}`));
  page.on('dialog', (dialog) => {
    told.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => request.url() !== `file://${file}` && told.push(`request: ${request.url()}`));
  await page.addInitScript(
    "globalThis.violations = []; addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective + ' ' + event.blockedURI))",
  );
  await page.goto(`file://${file}`);
  return { page, complaints: async () => [...told, ...((await page.evaluate('violations')) as string[]).map((text) => `policy: ${text}`)] };
}

interface AxeResults {
  readonly passes: readonly unknown[];
  readonly violations: readonly { readonly id: string; readonly impact: string; readonly nodes: readonly { readonly html: string }[] }[];
}

/** What axe finds that is serious or critical, each with the first element it stands at. */
export async function findViolations(page: Page): Promise<(readonly [id: string, html: string | undefined])[]> {
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  const { violations, passes } = (await page.evaluate('axe.run()')) as AxeResults;
  assert.ok(passes.length > 20, 'the rules were applied');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => [id, nodes[0]?.html] as const);
}
