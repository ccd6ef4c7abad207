import type { ReportRow } from '../../report-row.ts';
import { escapeText } from '../escape-text.ts';
import { formatAge, formatTime } from '../format-age.ts';
import { formatCount, formatShare } from '../format-quantity.ts';
import type { Paint } from '../paint.ts';
import { padText } from '../text-width.ts';

const MARKS = { 'in-sync': '✓ in sync', drifted: '✗ drifted', incomplete: '? incomplete' } as const;

/** Stored reports as lines, `now` for their age: check, time, verdict, what departs, coverage, commit. */
export function writeReportRows(rows: readonly ReportRow[], now: string, paint: Paint): string[] {
  const name = Math.max(5, ...rows.map(({ cluster }) => escapeText(cluster).length));
  return rows.map((row) => {
    const head = `${padText(escapeText(row.cluster), name)}  ${formatTime(row.at)}  ${paint.faint(padText(formatAge(row.at, now), 13))}`;
    if ('damaged' in row) return `${head}  ${paint.bad('! damaged')}  ${escapeText(row.damaged)}`;
    const { verdict, counts, coverage, commit } = row;
    const colour = verdict === 'in-sync' ? paint.good : verdict === 'drifted' ? paint.bad : paint.warning;
    const parts = [
      ...(['modified', 'missing', 'unmanaged', 'unchecked', 'undecided'] as const).flatMap((of) =>
        counts[of] > 0 ? [`${formatCount(counts[of])} ${of}`] : [],
      ),
      ...(coverage === null ? [] : [`coverage ${formatShare(coverage)}`]),
    ];
    return `${head}  ${colour(padText(MARKS[verdict], 12))}  ${commit}  ${parts.join(', ')}`;
  });
}
