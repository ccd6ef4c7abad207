import type { FleetPlace, FleetView } from '../../fleet/fleet-view.ts';
import { escapeText } from '../escape-text.ts';
import { formatCount, formatPlural } from '../format-quantity.ts';
import { formatCode, formatPlain } from '../markdown/format-code.ts';
import { formatLevel } from '../markdown/format-severity.ts';
import { type Block, joinBlocks } from '../markdown/join-blocks.ts';
import type { RenderOptions } from '../renderer.ts';
import {
  describeAdvice,
  describeAsGit,
  describeCommits,
  describeFleet,
  describeGroup,
  describeGroupValue,
  describeUnknown,
  listSections,
  nameClusters,
  nameFleetObject,
} from './describe-fleet.ts';

/** Rows of one table; further ones are in a table of their own, so that the limit on length cuts between them. */
const ROWS = 40;
const LISTED = 50;

/** The fleet for an issue or the summary of a job. */
export function renderFleetMarkdown(view: FleetView, { now }: RenderOptions): string {
  const odd = view.clusters.filter((cluster) => cluster.odd > 0).sort((a, b) => b.odd - a.odd);
  const blocks: Block[] = [
    { text: writeHead(view), differences: 0 },
    ...writeList(
      'No report that can be read',
      view.unread.map(({ check, message }) => `${formatCode(check)}: ${formatPlain(message)}`),
    ),
    ...writeList(
      'Clusters that drift from their siblings',
      odd.map((cluster) => `${formatCode(cluster.check)}: ${formatPlural(cluster.odd, 'place')}`),
    ),
    ...listSections(view).flatMap(({ title, places }) =>
      Array.from({ length: Math.ceil(places.length / ROWS) }, (_, part) =>
        writeTable(title, places.slice(part * ROWS, (part + 1) * ROWS), part, now),
      ),
    ),
  ];
  return joinBlocks(blocks, `<sub>${formatPlain(describeFleet(view).at(-1) ?? '')}</sub>`);
}

function writeHead(view: FleetView): string {
  const mark = view.places.length > 0 ? '❌' : view.unread.length > 0 || view.clusters.some(({ gaps }) => gaps > 0) ? '⚠️' : '✅';
  const [first = '', ...others] = describeFleet(view).map(formatPlain);
  const applications = view.applications.map(
    (application) =>
      `- ${formatCode(application.source)} ${formatPlural(application.clusters, 'cluster')}: ${formatPlain(describeCommits(application))}`,
  );
  return [`### ${mark} ${first}`, '', others.join(' '), '', ...applications.slice(0, LISTED)].join('\n').trimEnd();
}

function writeList(title: string, lines: readonly string[]): Block[] {
  if (lines.length === 0) return [];
  const more = lines.length > LISTED ? [`- and ${formatCount(lines.length - LISTED)} more`] : [];
  return [{ text: [`### ${title}`, '', ...lines.slice(0, LISTED).map((line) => `- ${line}`), ...more].join('\n'), differences: 0 }];
}

function writeTable(title: string, places: readonly FleetPlace[], part: number, now: string): Block {
  const text = [
    ...(part === 0 ? [`### ${formatPlain(title)}`, ''] : []),
    '| Object | Field | Clusters | Why |',
    '| --- | --- | --- | --- |',
    ...places.flatMap((place) => writeRows(place, now)),
  ].join('\n');
  return { text, differences: places.length };
}

function writeRows(place: FleetPlace, now: string): string[] {
  const rest = [describeAsGit(place), describeUnknown(place), describeAdvice(place)].filter(Boolean).map(formatPlain).join('. ');
  return place.groups.map((group, i) => {
    const head =
      i === 0 ? `${formatCode(nameFleetObject(place))} | ${place.at === undefined ? '' : formatCode(escapeText(place.at))}` : ' | ';
    const level = i === 0 ? `${formatLevel(place.severity.level)} ` : '';
    const tail = i === 0 && rest !== '' ? `. ${rest}` : '';
    return `| ${head} | ${formatCode(describeGroupValue(group), 120)} on ${formatPlain(nameClusters(group.clusters))} | ${level}${formatPlain(describeGroup(group, now))}${tail} |`;
  });
}
