import { formatRef } from '../../kube-object.ts';
import type { DriftReport, Suppressed } from '../../report.ts';
import { describeAuthor } from '../describe-author.ts';
import { escapeText } from '../escape-text.ts';
import { formatBytes, formatCount, formatPlural, formatSeconds } from '../format-quantity.ts';
import { formatValue } from '../format-value.ts';
import { truncateMiddle } from '../text-width.ts';
import { type Page, writeHeading, writeWrapped } from './page.ts';

/** What rules let go: one line of counts, or with `explain` each instance with its reason. */
export function writeSuppressed({ suppressed, counts }: DriftReport, page: Page): string[] {
  if (suppressed.length === 0) return [];
  const ordered = [...suppressed].sort((a, b) => b.count - a.count);
  if (page.explain)
    return [
      writeHeading(page, 'LET GO BY RULES', formatPlural(counts.suppressed, 'departure')),
      ...ordered.flatMap((rule) => writeRule(rule, page)),
    ];
  // One rule may have let go for several reasons; here only the rules count.
  const byRule = [...Map.groupBy(ordered, ({ rule }) => rule)]
    .map(([rule, entries]) => ({ rule, count: entries.reduce((sum, entry) => sum + entry.count, 0) }))
    .sort((a, b) => b.count - a.count);
  const rules = byRule.map(({ rule, count }) => `${escapeText(rule)} ${formatCount(count)}`).join(', ');
  const text = `${formatPlural(counts.suppressed, 'departure')} let go by ${formatPlural(byRule.length, 'rule')} (--explain tells each): ${rules}`;
  return writeWrapped(page, 0, text, page.paint.faint);
}

function writeRule({ rule, reason, count, instances = [] }: Suppressed, page: Page): string[] {
  return [
    '',
    `  ${page.paint.strong(escapeText(rule))}  ${page.paint.faint(formatCount(count))}`,
    ...writeWrapped(page, 4, escapeText(reason), page.paint.faint),
    ...instances.flatMap(({ ref, at, live, setBy }) => [
      ...writeWrapped(page, 6, `${escapeText(formatRef(ref))}${at === undefined ? '' : ` ${escapeText(at)}`}`),
      ...(live === undefined ? [] : [`${' '.repeat(8)}${page.paint.live(truncateMiddle(formatValue(live), page.width - 8))}`]),
      ...(setBy === undefined ? [] : writeWrapped(page, 8, describeAuthor(setBy, page.now), page.paint.faint)),
    ]),
  ];
}

/** What the check cost, on the last line. */
export function writeCost({ cost }: DriftReport, page: Page): string[] {
  // Stages overlap, so their sum would be no duration of anything.
  const stages = Object.entries(cost.seconds).map(([stage, seconds]) => `${escapeText(stage)} ${formatSeconds(seconds)}`);
  const parts = [
    formatPlural(cost.requests, 'request'),
    `${formatBytes(cost.bytes)} read`,
    stages.join(', '),
    `${formatBytes(cost.peakMemory)} memory`,
  ];
  const text = parts.filter((part) => part !== '').join(' · ');
  return writeWrapped(page, 0, text, page.paint.faint);
}
