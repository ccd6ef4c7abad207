import type { GateReport } from '../../gate/gate-report.ts';
import { type Departure, selectDepartures } from '../../gate/select-departures.ts';
import { formatRef } from '../../kube-object.ts';
import type { DriftReport } from '../../report.ts';
import { describeChange } from '../describe-change.ts';
import { formatTime } from '../format-age.ts';
import { formatCount } from '../format-quantity.ts';
import { createObjectBuilder } from '../html/build-page-object.ts';
import { escapeHtml } from '../html/escape-html.ts';
import { writeGaps, writeProvenance, writeRemarks, writeSuppressed } from '../html/write-lists.ts';
import { show, writeNotes } from '../html/write-notes.ts';
import { writeObject } from '../html/write-object.ts';
import { writePage } from '../html/write-page.ts';
import { truncateMiddle } from '../text-width.ts';
import { describeFates, describeGate, listDrift, listRevisions } from './describe-gate.ts';
import { joinGaps } from './join-gaps.ts';

const WORDS = { passed: 'Passed', drifted: 'Drifted', incomplete: 'Incomplete', untrusted: 'Untrusted' } as const;
const STATES = { passed: 'in-sync', drifted: 'drifted', incomplete: 'incomplete', untrusted: 'drifted' } as const;
/** Objects of one part on the page; the JSON has all. */
const MOST = 500;
const VALUE_WIDTH = 1200;

/** One page to forward before a release: what has drifted, then what the release will change. It needs no script; ages are told from the reading. */
export function renderGateHtml(gate: GateReport): string {
  const { report, verdict } = gate;
  const [first = '', ...others] = describeGate(gate).map(escapeHtml);
  const whole = joinGaps(gate);
  return writePage({
    title: `${report.check.cluster.name}: gate ${WORDS[verdict].toLowerCase()}`,
    content: [
      `<section class="verdict ${STATES[verdict]}" aria-labelledby="verdict"><p class="word">${WORDS[verdict]}</p><h1 id="verdict">${first}</h1>${others.map((line) => `<p class="gap">${line}</p>`).join('')}<dl class="facts">${listFacts(
        gate,
      )
        .map(([label, html]) => `<div><dt>${label}</dt><dd>${html}</dd></div>`)
        .join('')}</dl></section>`,
      writeProvenance(report),
      writeGaps(whole),
      writeDrift(gate),
      writeWillChange(gate),
      writeNotes('adopted', 'In the cluster already', 'As the release has it: nothing changes there.', listAdopted(gate)),
      writeSuppressed(withoutInstances(whole)),
      writeRemarks(whole),
    ],
    footer:
      'Plumbline reads a cluster with <code>get</code> and <code>list</code> and never writes to it. Of what the release overwrites, both of git’s values are told. The cluster may have moved since it was read.',
  });
}

function listFacts({ report, base, source }: GateReport): [string, string][] {
  const before = base?.revisions.find((revision) => revision.source === source);
  const tell = ({ source: id, revision, commit }: DriftReport['revisions'][number]): string =>
    `<b>${show(id)}</b> ${revision === commit ? '' : `${show(revision)} at `}<code>${show(commit.slice(0, 12))}</code>`;
  return [
    ['Cluster', `<b>${show(report.check.cluster.name)}</b> ${show(report.check.cluster.server)} Kubernetes ${show(report.serverVersion)}`],
    ['Read', `${show(formatTime(report.readAt))}; ages are told from then`],
    ...listRevisions(report, source).map((revision, i): [string, string] => [
      i === 0 && source !== undefined ? 'Release' : 'Git',
      tell(revision),
    ]),
    ...(before === undefined ? [] : [['Base', tell(before)] satisfies [string, string]]),
  ];
}

function writeDrift(gate: GateReport): string {
  const drift = listDrift(gate);
  if (drift.length === 0) return '';
  const build = createObjectBuilder({ ...gate.report, differences: drift });
  const objects = drift.slice(0, MOST).map((difference, id) => writeObject(build(difference), id, 'open'));
  const fates = describeFates(gate, 'drifted');
  return `<section class="differences" aria-labelledby="drifted"><h2 id="drifted">Drifted</h2>${fates === '' ? '' : `<p class="lead">${escapeHtml(fates)}</p>`}<div id="objects">${objects.join('\n')}</div>${writeMore(drift.length)}</section>`;
}

function writeWillChange(gate: GateReport): string {
  const departures = selectDepartures(gate, 'will-change');
  if (departures.length === 0) return '';
  const fates = describeFates(gate, 'will-change');
  const head =
    '<thead><tr><th scope="col">Object and field</th><th scope="col">Now</th><th scope="col">After the release</th></tr></thead>';
  return `<section aria-labelledby="will-change"><h2 id="will-change">Will change</h2>${fates === '' ? '' : `<p class="lead">${escapeHtml(fates)}</p>`}<table class="fields">${head}${departures.slice(0, MOST).map(writeDeparture).join('')}</table>${writeMore(departures.length)}</section>`;
}

function writeDeparture({ entry, difference }: Departure): string {
  const origin = 'origin' in difference ? ` <span class="label">${show(`${difference.origin.file}:${difference.origin.line}`)}</span>` : '';
  const pending = entry.fate === 'pending' ? ' <span class="label">pending before already</span>' : '';
  const title = `<b>${show(formatRef(difference.ref))}</b>${origin}${pending}`;
  if (entry.fate === 'creates') return writeRow(title, 'nothing', 'created');
  if (difference.type !== 'modified') return writeRow(title, 'there', 'no longer in git: deleted where the delivery prunes');
  const rows = difference.fields.map((field) => {
    const lines = describeChange(field);
    const side = (of: 'live' | 'desired'): string =>
      lines
        .map((line) => {
          const label = line.label === undefined ? '' : `<span class="label">${show(line.label)}</span>`;
          return `${label}<code>${escapeHtml(truncateMiddle(line[of] ?? 'nothing', VALUE_WIDTH))}</code>`;
        })
        .join('<br>');
    return `<tr><th scope="row"><code class="path">${show(field.at)}</code></th><td class="live" data-side="Now">${side('live')}</td><td class="git" data-side="After the release">${side('desired')}</td></tr>`;
  });
  return `<tbody><tr><th scope="rowgroup" colspan="3">${title}</th></tr>${rows.join('')}</tbody>`;
}

function writeRow(title: string, now: string, then: string): string {
  return `<tbody><tr><th scope="row">${title}</th><td class="live" data-side="Now"><span class="none">${now}</span></td><td class="git" data-side="After the release"><span class="none">${then}</span></td></tr></tbody>`;
}

function listAdopted(gate: GateReport): { readonly subject: string; readonly text: string }[] {
  return selectDepartures(gate, 'adopted').map(({ difference }) => ({
    subject: formatRef(difference.ref),
    text: difference.type === 'modified' ? difference.fields.map(({ at }) => at).join(', ') : '',
  }));
}

/** Their places are unfolded by a script, which this page has none of. */
function withoutInstances(report: DriftReport): DriftReport {
  return { ...report, suppressed: report.suppressed.map(({ instances: _instances, ...rule }) => rule) };
}

function writeMore(all: number): string {
  return all > MOST ? `<p>and ${formatCount(all - MOST)} more: see the JSON</p>` : '';
}
