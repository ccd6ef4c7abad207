import type { ComparedPlace, PlaceChange, ReportDiff } from '../../report-diff/report-diff.ts';
import { formatCount } from '../format-quantity.ts';
import { formatCode, formatPlain } from '../markdown/format-code.ts';
import { formatLevel } from '../markdown/format-severity.ts';
import { type Block, joinBlocks } from '../markdown/join-blocks.ts';
import type { RenderOptions } from '../renderer.ts';
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

/** Rows of one table; more are in a further one, so that the limit on length cuts between them. */
const ROWS = 50;
const VALUE_WIDTH = 120;

/** Two reports for a pull request or an issue. */
export function renderDiffMarkdown(diff: ReportDiff, { now, explain }: RenderOptions): string {
  const mark = diff.counts.new + diff.counts.changed > 0 ? '❌' : diff.counts.unknown > 0 ? '⚠️' : '✅';
  const facts = listFacts(diff).map(([label, text]) => `${label}: ${formatPlain(text)}`);
  const head = [`### ${mark} ${formatPlain(describeCounts(diff))}`, '', formatPlain(describeSides(diff)), '', facts.join(' · ')].join('\n');
  const gaps = diff.gaps.slice(0, ROWS).map(({ where, message }) => `- ${where}: ${formatPlain(message)}`);
  const more = diff.gaps.length > gaps.length ? [`- and ${formatCount(diff.gaps.length - gaps.length)} more`] : [];
  const blocks: Block[] = [
    { text: head, differences: 0 },
    ...(gaps.length === 0 ? [] : [{ text: `### Unchecked\n\n${[...gaps, ...more].join('\n')}`, differences: 0 }]),
    ...CHANGES.filter((change) => explain || (change !== 'same' && change !== 'covered')).flatMap((change) => {
      const places = diff.places.filter((place) => place.change === change);
      return Array.from({ length: Math.ceil(places.length / ROWS) }, (_, part) =>
        writeTable(change, places.slice(part * ROWS, (part + 1) * ROWS), part, now),
      );
    }),
  ];
  return joinBlocks(blocks, `<sub>${formatPlain(describeSides(diff))}</sub>`);
}

function writeTable(change: PlaceChange, places: readonly ComparedPlace[], part: number, now: string): Block {
  const text = [
    ...(part === 0 ? [`### ${CHANGE_TITLES[change]}`, ''] : []),
    `| Object | Field | ${nameSides(change).join(' | ')} | Why |`,
    '| --- | --- | --- | --- | --- |',
    ...places.map((place) => writeRow(place, now)),
  ].join('\n');
  return { text, differences: places.length };
}

function writeRow(place: ComparedPlace, now: string): string {
  const [line, ...others] = listLines(place);
  const level = formatLevel((place.after ?? place.before)?.severity.level ?? 'low');
  const head = line?.head === undefined ? '' : ` ${formatPlain(line.head)}`;
  const more = others.length === 0 ? '' : ` (${formatCount(others.length)} more)`;
  const field = place.at === undefined ? '' : formatCode(place.at);
  const sides = [line?.left ?? '', line?.right ?? ''].map((value) => formatCode(value, VALUE_WIDTH));
  return `| ${formatCode(nameObject(place))} | ${field}${head}${more} | ${sides.join(' | ')} | ${level} ${formatPlain(describePlace(place, now))} |`;
}
