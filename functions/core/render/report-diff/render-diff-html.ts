import { findForgeLinks } from '../../forge-links.ts';
import type { ComparedPlace, ComparedRevision, PlaceChange, ReportDiff } from '../../report-diff/report-diff.ts';
import { formatCount, formatShare } from '../format-quantity.ts';
import { escapeHtml } from '../html/escape-html.ts';
import { show, writeNotes } from '../html/write-notes.ts';
import { writePage } from '../html/write-page.ts';
import { truncateMiddle } from '../text-width.ts';
import {
  CHANGE_TITLES,
  CHANGES,
  describeCounts,
  describePlace,
  describeSides,
  listFacts,
  listLines,
  nameObject,
  nameSides,
} from './describe-diff.ts';

/** Places of one group on the page; the JSON has all. */
const MOST = 1000;
/** Groups longer than this are folded. */
const FOLDED_FROM = 40;
const VALUE_WIDTH = 1200;

/** Two reports as one page, in the look of the report itself; it needs no script. */
export function renderDiffHtml(diff: ReportDiff): string {
  const { counts } = diff;
  // As in the report: the file says the same tomorrow.
  const now = diff.after.readAt;
  const state = counts.new + counts.changed > 0 ? 'drifted' : counts.unknown > 0 ? 'incomplete' : 'in-sync';
  const facts = listFacts(diff).map(([label, text]) => `<div><dt>${capitalize(label)}</dt><dd>${escapeHtml(text)}</dd></div>`);
  const links = diff.revisions.flatMap(writeCompareLink).map((link) => `<div><dt>Commits</dt><dd>${link}</dd></div>`);
  return writePage({
    title: `${diff.before.check.id}: two reports compared`,
    content: [
      `<section class="verdict ${state}" aria-labelledby="verdict"><p class="word">Compared</p><h1 id="verdict">${escapeHtml(describeCounts(diff))}</h1><p class="gap">${escapeHtml(describeSides(diff))}</p><dl class="facts">${[...facts, ...links].join('')}</dl></section>`,
      writeNotes(
        'unchecked',
        'Not checked',
        'Nothing is claimed about these.',
        diff.gaps.map(({ where, message }) => ({ subject: where, text: message })),
      ),
      ...CHANGES.map((change) => writeGroup(change, diff, now)),
      writeNotes(
        'coverage',
        'Coverage that changed',
        'The share of what is there that is in git.',
        diff.coverage.map(({ namespace, before, after }) => ({
          subject: namespace === '' ? 'the cluster itself' : namespace,
          text: `${formatRatio(before)} → ${formatRatio(after)}`,
        })),
      ),
    ],
    footer:
      'Both reports are evidence of the moment in which each cluster was read. What happened in between and was undone again is in neither.',
  });
}

/** The commits between, where the forge shows them. */
function writeCompareLink({ source, url, before, after }: ComparedRevision): string[] {
  if (before === undefined || after === undefined || before === after) return [];
  const links = findForgeLinks(url);
  if (links === undefined || ![before, after].every((commit) => /^[0-9a-f]{40,64}$/.test(commit))) return [];
  return [
    `<a href="${escapeHtml(links.compare(before, after))}" rel="noopener noreferrer">${show(source)}: what git changed in between</a>`,
  ];
}

function writeGroup(change: PlaceChange, { places }: ReportDiff, now: string): string {
  const all = places.filter((place) => place.change === change);
  if (all.length === 0) return '';
  const heading = `<h2 id="${change}">${escapeHtml(CHANGE_TITLES[change])}</h2>`;
  const count = `<span class="facts">${formatCount(all.length)}</span>`;
  const rows = [...Map.groupBy(all.slice(0, MOST), nameObject)].map(([name, of]) => writeObject(name, of, now)).join('');
  const left = all.length - MOST;
  const more = left > 0 ? `<p>and ${formatCount(left)} more: see the JSON</p>` : '';
  const [from, to] = nameSides(change);
  const head = `<thead><tr><th scope="col">Field</th><th scope="col">${from}</th><th scope="col">${to}</th><th scope="col">Who, and when</th></tr></thead>`;
  const table = `<table class="fields">${head}${rows}</table>${more}`;
  const folded = change === 'same' || change === 'covered' || all.length > FOLDED_FROM;
  return `<section aria-labelledby="${change}">${folded ? `<details><summary>${heading} ${count}</summary>${table}</details>` : `${heading}${table}`}</section>`;
}

function writeObject(name: string, places: readonly ComparedPlace[], now: string): string {
  const rows = places.map((place) => {
    const { at, before, after } = place;
    const level = (after ?? before)?.severity.level ?? 'low';
    const lines = listLines(place);
    const [from, to] = nameSides(place.change);
    const side = (of: 'left' | 'right'): string =>
      lines
        .map(
          (line) =>
            `<span class="label">${escapeHtml(line.head ?? '')}</span><code>${escapeHtml(truncateMiddle(line[of], VALUE_WIDTH))}</code>`,
        )
        .join('');
    return `<tr><th scope="row"><code class="path">${show(at ?? 'the whole object')}</code><span class="weight ${level}">${level}</span></th><td class="git" data-side="${from}">${side('left')}</td><td class="live" data-side="${to}">${side('right')}</td><td class="story">${escapeHtml(describePlace(place, now))}</td></tr>`;
  });
  return `<tbody><tr><th scope="rowgroup" colspan="4"><b>${escapeHtml(name)}</b></th></tr>${rows.join('')}</tbody>`;
}

function formatRatio(ratio: number | null): string {
  return ratio === null ? 'not known' : formatShare(ratio);
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
