import type { FleetPlace, FleetView } from '../../fleet/fleet-view.ts';
import { formatTime } from '../format-age.ts';
import { formatCount, formatPlural } from '../format-quantity.ts';
import { escapeHtml } from '../html/escape-html.ts';
import { show, writeNotes, writeSection } from '../html/write-notes.ts';
import { writePage } from '../html/write-page.ts';
import { truncateMiddle } from '../text-width.ts';
import {
  describeAdvice,
  describeAsGit,
  describeCommits,
  describeFleet,
  describeGroupCause,
  describeGroupGit,
  describeGroupValue,
  describeUnknown,
  type FleetSection,
  listSections,
  nameClusters,
  nameFleetObject,
} from './describe-fleet.ts';

/** Places of one section on the page; the JSON has all. */
const MOST = 500;
const FOLDED_FROM = 40;
const VALUE_WIDTH = 600;
const CLUSTERS_NAMED = 20;

/** The fleet as one page, in the look of the report; it needs no script. Ages are told from the latest reading. */
export function renderFleetHtml(view: FleetView): string {
  const { clusters, unread, places, applications } = view;
  const now =
    clusters
      .map(({ readAt }) => readAt)
      .sort()
      .at(-1) ?? '';
  const state = places.length > 0 ? 'drifted' : unread.length > 0 || clusters.some(({ gaps }) => gaps > 0) ? 'incomplete' : 'in-sync';
  const [first = '', ...others] = describeFleet(view).map(escapeHtml);
  const facts = applications.map(
    (application) =>
      `<div><dt>${show(application.source)}</dt><dd>${formatPlural(application.clusters, 'cluster')}, ${formatPlural(application.places, 'place')} · ${escapeHtml(describeCommits(application))}</dd></div>`,
  );
  const odd = clusters.filter((cluster) => cluster.odd > 0).sort((a, b) => b.odd - a.odd);
  return writePage({
    title: 'Fleet: the same applications over clusters',
    content: [
      `<section class="verdict ${state}" aria-labelledby="verdict"><p class="word">Fleet</p><h1 id="verdict">${first}</h1>${others.map((line) => `<p>${line}</p>`).join('')}<dl class="facts">${facts.join('')}</dl></section>`,
      writeNotes(
        'unchecked',
        'No report that can be read',
        'Nothing is claimed about these.',
        unread.map(({ check, message }) => ({ subject: check, text: message })),
      ),
      writeSection(
        'odd',
        'Clusters that drift from their siblings',
        'On how many places, where at least as many clusters of the same application are as git says.',
        odd.map(
          ({ check, odd: count, environment, readAt }) =>
            `<b>${show(check)}</b> ${formatPlural(count, 'place')}${environment === undefined ? '' : `, ${show(environment)}`}, read ${show(formatTime(readAt))}`,
        ),
      ),
      ...listSections(view).map((section) => writePlaces(section, now)),
      writeNotes(
        'gaps',
        'Clusters with gaps',
        'Something could not be checked or decided there; the report of the cluster tells what.',
        clusters.filter(({ gaps }) => gaps > 0).map(({ check, gaps }) => ({ subject: check, text: formatPlural(gaps, 'gap') })),
      ),
    ],
    footer:
      'A report holds what departs. A cluster that is compared with the same source and tells of no departure is as git says there, which may be something else, or nothing, where overlays or commits differ.',
  });
}

function writePlaces({ id, title, places, spread }: FleetSection, now: string): string {
  const rows = [...Map.groupBy(places.slice(0, MOST), nameFleetObject)].map(([name, of]) => writeObject(name, of, now)).join('');
  const left = places.length - MOST;
  const heading = `<h2 id="${id}">${escapeHtml(title)}</h2>`;
  const head =
    '<thead><tr><th scope="col">Field</th><th scope="col">In git</th><th scope="col">In the clusters</th><th scope="col">Who, and when</th></tr></thead>';
  const table = `<table class="fields">${head}${rows}</table>${left > 0 ? `<p>and ${formatCount(left)} more: see the JSON</p>` : ''}`;
  const folded = spread === 'alone' || places.length > FOLDED_FROM;
  const content = folded
    ? `<details><summary>${heading} <span class="facts">${formatCount(places.length)}</span></summary>${table}</details>`
    : heading + table;
  return `<section aria-labelledby="${id}">${content}</section>`;
}

function writeObject(name: string, places: readonly FleetPlace[], now: string): string {
  const team = places[0]?.team;
  const about = team === undefined ? '' : ` <span class="label">team ${show(team)}</span>`;
  return `<tbody><tr><th scope="rowgroup" colspan="4"><b>${escapeHtml(name)}</b>${about}</th></tr>${places.map((place) => writePlace(place, now)).join('')}</tbody>`;
}

function writePlace(place: FleetPlace, now: string): string {
  const { at, groups, severity } = place;
  const span = groups.length > 1 ? ` rowspan="${groups.length}"` : '';
  const rest = [describeAdvice(place), describeUnknown(place)]
    .filter(Boolean)
    .map((line) => `<span class="label">${escapeHtml(line)}</span>`);
  const field = `<th scope="row"${span}><code class="path">${show(at ?? 'the whole object')}</code><span class="weight ${severity.level}">${severity.level}: ${show(severity.why)}</span>${rest.join('')}</th>`;
  const asGit = describeAsGit(place);
  return groups
    .map(
      (group, i) =>
        `<tr>${i === 0 ? field : ''}<td class="git" data-side="In git">${cut(describeGroupGit(group))}${i === 0 && asGit !== '' ? `<span class="label">${escapeHtml(asGit)}</span>` : ''}</td><td class="live" data-side="In the clusters"><code>${cut(describeGroupValue(group))}</code><span class="label">on ${escapeHtml(nameClusters(group.clusters, CLUSTERS_NAMED))}</span></td><td class="story">${escapeHtml(describeGroupCause(group, now))}</td></tr>`,
    )
    .join('');
}

function cut(text: string): string {
  return escapeHtml(truncateMiddle(text, VALUE_WIDTH));
}
