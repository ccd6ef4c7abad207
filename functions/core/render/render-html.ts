import { createHash } from 'node:crypto';
import { formatRef } from '../kube-object.ts';
import type { DriftReport } from '../report.ts';
import { compareSeverities } from '../severity/judge-severity.ts';
import { isAtLeast } from '../severity/severity.ts';
import { describeAuthor } from './describe-author.ts';
import { escapeText } from './escape-text.ts';
import { formatCount, formatPlural } from './format-quantity.ts';
import { formatValue } from './format-value.ts';
import { createObjectBuilder } from './html/build-page-object.ts';
import { escapeHtml } from './html/escape-html.ts';
import assets from './html/page-assets.json' with { type: 'json' };
import type { PageData, PageInstance, PageObject } from './html/page-object.ts';
import { writeCoverage } from './html/write-coverage.ts';
import { writeHead } from './html/write-head.ts';
import { writeGaps, writeProvenance, writeRemarks, writeSuppressed } from './html/write-lists.ts';
import { writeObject } from './html/write-object.ts';
import { writePageImages } from './html/write-page-images.ts';
import { writeSettled } from './html/write-settled.ts';
import { writeToolbar } from './html/write-toolbar.ts';
import type { Renderer } from './renderer.ts';
import { truncateMiddle } from './text-width.ts';

/** One file to read and to forward: no request to anywhere, readable without its script, usable with ten thousand differences. */
export const htmlRenderer: Renderer = {
  name: 'html',
  mediaType: 'text/html; charset=utf-8',
  extension: 'html',
  tells: 'every-object',
  render: renderHtml,
};

/** Objects that are in the page itself, for readers without a script. */
const WRITTEN = 100;
const LOOKED_AT_FIRST = 7;

function renderHtml(report: DriftReport): string {
  const data = buildData(report);
  const { objects } = data;
  const title = `${escapeHtml(escapeText(report.check.cluster.name || report.check.id))}: ${TITLES[report.verdict]}`;
  const content = [
    writeHead(report),
    writeProvenance(report),
    writeGaps(report),
    writeFirst(objects),
    objects.length === 0 ? '' : writeDifferences(objects),
    writeSettled(report),
    writeCoverage(report),
    writePageImages(report),
    writeSuppressed(report),
    writeRemarks(report),
  ];
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src ${hash(assets.script)}; style-src ${hash(assets.style)}; img-src data:; base-uri 'none'; form-action 'none'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">',
    `<title>${title}</title><link rel="icon" href="data:,"><style>${assets.style}</style></head><body>`,
    '<a class="skip" href="#main">Skip to the report</a>',
    `<header class="top"><span class="brand">${LOGO}Plumbline</span><button type="button" id="theme">Colours: auto</button></header>`,
    `<main id="main">${content.filter((part) => part !== '').join('\n')}</main>`,
    '<footer><p>Plumbline reads a cluster with <code>get</code> and <code>list</code> and never writes to it. The name of a field manager is what its client said. A field was set at or before the time that is told.</p></footer>',
    '<p id="announcement" class="unseen" role="status"></p>',
    `<script type="application/json" id="data">${writeIsland(data)}</script><script>${assets.script}</script></body></html>\n`,
  ].join('\n');
}

const TITLES: Readonly<Record<DriftReport['verdict'], string>> = { 'in-sync': 'in sync', drifted: 'drifted', incomplete: 'incomplete' };
const LOGO =
  '<svg viewBox="0 0 16 24" width="13" height="20" aria-hidden="true"><path d="M8 0v12" stroke="currentColor" stroke-width="1.5"/><path d="M4 11h8v5l-4 8-4-8z" fill="currentColor"/></svg>';

/** By namespace, the cluster itself first, and worst first within each. */
function buildData({ differences, suppressed, readAt, ...report }: DriftReport): PageData {
  const build = createObjectBuilder({ differences, suppressed, readAt, ...report });
  const byNamespace = Map.groupBy(differences, ({ ref }) => ref.namespace ?? '');
  const ordered = [...byNamespace.keys()]
    .sort()
    .flatMap((namespace) => (byNamespace.get(namespace) ?? []).toSorted((a, b) => compareSeverities(a.severity, b.severity)));
  return {
    objects: ordered.map(build),
    suppressed: suppressed.map(({ instances = [] }) =>
      instances.map(
        ({ ref, at, live, setBy }): PageInstance => ({
          object: escapeText(formatRef(ref)),
          ...(at === undefined ? {} : { at: escapeText(at) }),
          ...(live === undefined ? {} : { live: truncateMiddle(formatValue(live), 200) }),
          ...(setBy === undefined ? {} : { who: describeAuthor(setBy, readAt) }),
        }),
      ),
    ),
  };
}

function writeFirst(objects: readonly PageObject[]): string {
  const serious = objects.map((object, id) => ({ object, id })).filter(({ object }) => isAtLeast(object.level, 'high'));
  if (serious.length === 0 || objects.length < 4) return '';
  const items = serious
    .toSorted((a, b) => Number(a.object.level !== 'critical') - Number(b.object.level !== 'critical') || a.id - b.id)
    .slice(0, LOOKED_AT_FIRST)
    .map(
      ({ object: { level, kind, namespace, name, why }, id }) =>
        `<li><span class="level ${level}">${level}</span> <a href="#o${id}" data-object="${id}">${escapeHtml(`${kind} ${namespace === '' ? '' : `${namespace}/`}${name}`)}</a> <span class="why">${escapeHtml(why)}</span></li>`,
    );
  const left = serious.length - items.length;
  const more = left > 0 ? `<li class="more">and ${formatCount(left)} more that are critical or high</li>` : '';
  return `<section class="first" aria-labelledby="first"><h2 id="first">Look at first</h2><ol>${items.join('')}${more}</ol></section>`;
}

function writeDifferences(objects: readonly PageObject[]): string {
  const left = objects.length - WRITTEN;
  const rest =
    left > 0
      ? `<p>These are the first ${WRITTEN} of ${formatPlural(objects.length, 'object')}. With a script the page shows all; so does the JSON report.</p>`
      : '';
  return [
    '<section class="differences" aria-labelledby="differences"><h2 id="differences">Differences</h2>',
    '<p class="lead"><span class="side git">in git</span> <span class="side live">in the cluster</span> <span class="keys"><kbd>/</kbd> search <kbd>j</kbd> <kbd>k</kbd> next, previous</span></p>',
    writeToolbar(objects),
    `<noscript>${rest}</noscript>`,
    `<div id="objects">${objects
      .slice(0, WRITTEN)
      .map((object, id) => writeObject(object, id, 'open'))
      .join('\n')}</div></section>`,
  ].join('\n');
}

/** JSON that ends no script and begins no comment: nothing in it is a `<`. */
function writeIsland(data: PageData): string {
  return JSON.stringify(data).replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function hash(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
