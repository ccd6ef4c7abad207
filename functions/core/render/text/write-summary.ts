import type { Revision } from '../../desired-state.ts';
import type { Coverage, DriftReport } from '../../report.ts';
import { SEVERITIES } from '../../severity/severity.ts';
import { describeMaking } from '../describe-provenance.ts';
import { countUnchecked } from '../describe-unchecked.ts';
import { escapeText } from '../escape-text.ts';
import { formatAge, formatTime } from '../format-age.ts';
import { formatCount, formatPlural, formatShare } from '../format-quantity.ts';
import { padText } from '../text-width.ts';
import type { Page } from './page.ts';

const LABEL_WIDTH = 10;
/** More sources than this are told as a number. */
const SOURCES_SHOWN = 6;

/** What was compared with what, and how far that reaches. */
export function writeSummary(report: DriftReport, page: Page): string[] {
  const { cluster } = report.check;
  const { counts, coverage, unchecked } = report;
  const cut = page.explain ? report.revisions : report.revisions.slice(0, SOURCES_SHOWN);
  return [
    ...writeRow(page, 'cluster', [cluster.name, cluster.server, report.serverVersion, `read ${formatTime(report.readAt)}`]),
    ...cut.flatMap((revision, i) => writeRow(page, i === 0 ? 'git' : '', describeRevision(revision, page.now))),
    ...(cut.length < report.revisions.length ? writeRow(page, '', [`and ${report.revisions.length - cut.length} more sources`]) : []),
    ...writeRow(page, 'compared', [
      formatPlural(counts.compared, 'object'),
      `${formatCount(counts.modified)} modified`,
      `${formatCount(counts.missing)} missing`,
      `${formatCount(counts.unmanaged)} unmanaged`,
    ]),
    ...writeRow(
      page,
      'severity',
      SEVERITIES.filter((level) => counts.severities[level] > 0).map((level) => `${formatCount(counts.severities[level])} ${level}`),
    ),
    ...writeRow(page, 'coverage', describeCoverage(coverage)),
    ...(unchecked.length + counts.undecided === 0
      ? []
      : writeRow(page, 'gaps', [
          ...(unchecked.length > 0 ? [`${countUnchecked(unchecked)} unchecked`] : []),
          ...(counts.undecided > 0 ? [`${formatPlural(counts.undecided, 'field')} undecided`] : []),
        ])),
  ];
}

function describeCoverage({ declared, unmanaged, ratio }: Coverage): string[] {
  if (unmanaged === null || ratio === null) return ['not known: unmanaged objects were not looked for'];
  return [
    `${formatShare(ratio)} of what is there is in git`,
    `${formatCount(declared)} of ${formatPlural(declared + unmanaged, 'object')}`,
  ];
}

function describeRevision(revision: Revision, now: string): string[] {
  const short = /^[0-9a-f]{40,64}$/.test(revision.commit) ? revision.commit.slice(0, 8) : revision.commit;
  const asked = revision.revision === revision.commit ? '' : `${revision.revision} `;
  return [
    revision.source,
    revision.commit === 'worktree' ? 'uncommitted files' : `${asked}at ${short}`,
    ...(revision.committedAt === undefined ? [] : [`committed ${formatAge(revision.committedAt, now)}`]),
    ...describeMaking(revision),
    revision.url,
  ];
}

/** A labelled row: parts joined by dots, wrapped between parts. */
function writeRow(page: Page, label: string, parts: readonly string[]): string[] {
  const lines: string[] = [];
  for (const part of parts.map(escapeText).filter((text) => text !== '')) {
    const line = lines.at(-1);
    const joined = `${line} · ${part}`;
    if (line !== undefined && joined.length <= page.width - LABEL_WIDTH - 2) lines[lines.length - 1] = joined;
    else lines.push(part);
  }
  return lines.map((line, i) => `  ${page.paint.faint(padText(i === 0 ? label : '', LABEL_WIDTH))}${line}`);
}
