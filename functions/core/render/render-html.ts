import { formatRef } from '../kube-object.ts';
import type { DriftReport } from '../report.ts';
import { compareSeverities } from '../severity/judge-severity.ts';
import { isAtLeast } from '../severity/severity.ts';
import { describeAuthor } from './describe-author.ts';
import { escapeText } from './escape-text.ts';
import { foldDifferences } from './fold-differences.ts';
import { formatCount, formatPlural } from './format-quantity.ts';
import { formatValue } from './format-value.ts';
import { createObjectBuilder } from './html/build-page-object.ts';
import { escapeHtml } from './html/escape-html.ts';
import type { PageData, PageInstance, PageObject } from './html/page-object.ts';
import { writeCoverage } from './html/write-coverage.ts';
import { writeHead } from './html/write-head.ts';
import { writeLife } from './html/write-life.ts';
import { writeGaps, writeProvenance, writeRemarks, writeSuppressed } from './html/write-lists.ts';
import { writeObject } from './html/write-object.ts';
import { writePage } from './html/write-page.ts';
import { writePageImages } from './html/write-page-images.ts';
import { writeSettled } from './html/write-settled.ts';
import { writeToolbar } from './html/write-toolbar.ts';
import type { Renderer, RenderOptions } from './renderer.ts';
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

function renderHtml(report: DriftReport, { life }: Pick<RenderOptions, 'life'>): string {
  const data = buildData(report);
  const { objects } = data;
  const title = `${report.check.cluster.name || report.check.id}: ${TITLES[report.verdict]}`;
  const content = [
    writeHead(report),
    writeProvenance(report),
    writeGaps(report),
    writeLife(life, report.readAt),
    writeFirst(objects),
    objects.length === 0 ? '' : writeDifferences(objects),
    writeSettled(report),
    writeCoverage(report),
    writePageImages(report),
    writeSuppressed(report),
    writeRemarks(report),
  ];
  return writePage({
    title,
    content,
    footer:
      'Plumbline reads a cluster with <code>get</code> and <code>list</code> and never writes to it. The name of a field manager is what its client said. A field was set at or before the time that is told.',
    data,
  });
}

const TITLES: Readonly<Record<DriftReport['verdict'], string>> = { 'in-sync': 'in sync', drifted: 'drifted', incomplete: 'incomplete' };

/** By namespace, the cluster itself first, and worst first within each. */
function buildData({ differences, suppressed, readAt, ...report }: DriftReport): PageData {
  const build = createObjectBuilder({ differences, suppressed, readAt, ...report });
  const byNamespace = Map.groupBy(differences, ({ ref }) => ref.namespace ?? '');
  const ordered = [...byNamespace.keys()]
    .sort()
    .flatMap((namespace) => (byNamespace.get(namespace) ?? []).toSorted((a, b) => compareSeverities(a.severity, b.severity)));
  const repeated = new Map(
    foldDifferences(differences, false).repeated.flatMap(({ objects }, same) => objects.map((object) => [object, same])),
  );
  return {
    objects: ordered.map((difference) => {
      const same = difference.type === 'modified' ? repeated.get(difference) : undefined;
      return same === undefined ? build(difference) : { ...build(difference), same };
    }),
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
