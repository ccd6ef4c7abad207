import type { FleetGroup, FleetPlace, FleetView } from '../../fleet/fleet-view.ts';
import { escapeText } from '../escape-text.ts';
import { formatAge } from '../format-age.ts';
import { formatCount, formatPlural } from '../format-quantity.ts';
import { createPaint } from '../paint.ts';
import type { RenderOptions } from '../renderer.ts';
import { type Page, writeHeading, writeSides, writeWrapped } from '../text/page.ts';
import { paintLevel } from '../text/signs.ts';
import { measureText, padText, truncateMiddle } from '../text-width.ts';
import {
  describeAdvice,
  describeAsGit,
  describeCommits,
  describeFleet,
  describeGroup,
  describeGroupValue,
  describeUnknown,
  type FleetSection,
  listSections,
  nameClusters,
  nameFleetObject,
} from './describe-fleet.ts';

/** Places of one section, and rows of a list, before the rest is a number. */
const PLACES_SHOWN = 6;
const ROWS_SHOWN = 8;

/** The fleet for a terminal: who drifts from its siblings first, then where and in what. */
export function renderFleetText(view: FleetView, { colour, width, now, explain }: RenderOptions): string {
  const page: Page = { paint: createPaint(colour), width: Math.min(160, Math.max(48, width)), now, explain };
  const sections = [
    [...writeHead(view, page), ...writeApplications(view, page)],
    writeOdd(view, page),
    ...listSections(view).map((section) => writeSection(section, page)),
    writeUnread(view, page),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function writeHead(view: FleetView, page: Page): string[] {
  const { clusters, places, unread } = view;
  const unsure = unread.length > 0 || clusters.some(({ gaps }) => gaps > 0);
  const [mark, paint] = places.length > 0 ? ['✗', page.paint.bad] : unsure ? ['?', page.paint.warning] : ['✓', page.paint.good];
  const [first = '', ...others] = describeFleet(view);
  return [`${paint(mark)} ${page.paint.strong(first)}`, ...others.flatMap((line) => writeWrapped(page, 2, line))];
}

function writeApplications({ applications }: FleetView, page: Page): string[] {
  if (applications.length === 0) return [];
  const name = Math.max(...applications.map(({ source }) => escapeText(source).length));
  const shown = cut(applications, ROWS_SHOWN, page);
  return [
    '',
    ...shown.flatMap((application) => {
      const head = `${padText(escapeText(application.source), name)}  ${formatPlural(application.clusters, 'cluster')}`;
      return writeWrapped(page, 2, `${head}, ${formatPlural(application.places, 'place')}  ${describeCommits(application)}`);
    }),
    ...writeMore(applications.length - shown.length, page),
  ];
}

function writeOdd({ clusters }: FleetView, page: Page): string[] {
  const odd = clusters.filter((cluster) => cluster.odd > 0).sort((a, b) => b.odd - a.odd);
  if (odd.length === 0) return [];
  const shown = cut(odd, ROWS_SHOWN, page);
  const name = Math.max(...shown.map(({ check }) => escapeText(check).length));
  return [
    writeHeading(page, 'Clusters that drift from their siblings', formatCount(odd.length)),
    '',
    ...shown.map(({ check, odd: places, environment, readAt }) => {
      const about = [...(environment === undefined ? [] : [escapeText(environment)]), `read ${formatAge(escapeText(readAt), page.now)}`];
      return `  ${page.paint.strong(padText(escapeText(check), name))}  ${formatPlural(places, 'place')}  ${page.paint.faint(about.join(' · '))}`;
    }),
    ...writeMore(odd.length - shown.length, page),
  ];
}

function writeSection({ title, spread, places }: FleetSection, page: Page): string[] {
  const heading = writeHeading(page, title, formatCount(places.length));
  // Its own report tells it as well.
  if (spread === 'alone' && !page.explain)
    return [heading, `  ${page.paint.faint('no sibling to compare with: "plumbline report" tells these, or --explain')}`];
  const shown = cut(places, PLACES_SHOWN, page);
  const blocks = [...Map.groupBy(shown, nameFleetObject)].flatMap(([name, of]) => writeObject(name, of, page));
  return [heading, '', ...blocks, ...writeMore(places.length - shown.length, page)];
}

function writeObject(name: string, places: readonly FleetPlace[], page: Page): string[] {
  const team = places[0]?.team;
  const head = `  ${page.paint.strong(name)}`;
  const title = team === undefined ? [head] : writeSides(page, head, `  ${name}`, `team ${escapeText(team)}`, 4);
  return [...title, ...places.flatMap((place) => writePlace(place, page))];
}

function writePlace(place: FleetPlace, page: Page): string[] {
  const { paint } = page;
  const { level } = place.severity;
  const path = place.at === undefined ? 'the whole object' : truncateMiddle(escapeText(place.at), page.width - 14);
  const lines = [describeAsGit(place), describeUnknown(place), describeAdvice(place)].filter(Boolean);
  const groups = cut(place.groups, 4, page);
  return [
    `    ${paint.place(path)}  ${paintLevel(level, paint)}`,
    ...groups.flatMap((group) => [
      ...writeValue(group, page),
      ...writeWrapped(page, 8, describeGroup(group, page.now), paint.faint).filter((line) => line.trim() !== ''),
    ]),
    ...writeMore(place.groups.length - groups.length, page, 6),
    ...lines.flatMap((line) => writeWrapped(page, 6, line, paint.faint)),
  ];
}

/** `5 on prod-eu, prod-us`, the clusters below where the line is too short for both. */
function writeValue(group: FleetGroup, page: Page): string[] {
  const [value, clusters] = [describeGroupValue(group), nameClusters(group.clusters)];
  const { live } = page.paint;
  if (measureText(value) + measureText(clusters) + 10 <= page.width) return [`      ${live(value)} on ${clusters}`];
  return [`      ${live(truncateMiddle(value, page.width - 6))}`, ...writeWrapped(page, 8, `on ${clusters}`)];
}

function writeUnread({ unread }: FleetView, page: Page): string[] {
  if (unread.length === 0) return [];
  const shown = cut(unread, ROWS_SHOWN, page);
  return [
    writeHeading(page, 'No report that can be read', formatCount(unread.length)),
    '',
    ...shown.flatMap(({ check, message }) => writeWrapped(page, 2, escapeText(`${check}: ${message}`))),
    ...writeMore(unread.length - shown.length, page),
  ];
}

function cut<T>(items: readonly T[], most: number, page: Page): readonly T[] {
  return page.explain ? items : items.slice(0, most);
}

function writeMore(left: number, page: Page, indent = 2): string[] {
  return left <= 0 ? [] : [`${' '.repeat(indent)}${page.paint.faint(`and ${formatCount(left)} more: --explain tells all`)}`];
}
