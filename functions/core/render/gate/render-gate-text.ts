import type { GateReport } from '../../gate/gate-report.ts';
import { selectDepartures } from '../../gate/select-departures.ts';
import type { DriftReport } from '../../report.ts';
import { describeMaking } from '../describe-provenance.ts';
import { escapeText } from '../escape-text.ts';
import { foldDifferences } from '../fold-differences.ts';
import { formatAge, formatTime } from '../format-age.ts';
import { createPaint } from '../paint.ts';
import type { RenderOptions } from '../renderer.ts';
import { type Page, writeHeading } from '../text/page.ts';
import { writeDifferences } from '../text/write-differences.ts';
import { writeFirst } from '../text/write-first.ts';
import { writeCost, writeSuppressed } from '../text/write-footer.ts';
import { writeAdvice, writePruned, writeUnchecked, writeUndecided } from '../text/write-gaps.ts';
import { writeProvenance } from '../text/write-provenance.ts';
import { padText } from '../text-width.ts';
import { wrapText } from '../wrap-text.ts';
import { describeFates, describeGate, listDrift, listRevisions } from './describe-gate.ts';
import { joinGaps } from './join-gaps.ts';
import { writeAdopted, writeWillChange } from './write-will-change.ts';

const NARROWEST = 48;
const WIDEST = 160;
const LABEL_WIDTH = 10;
const SAME_COMMIT =
  'the same commit: the recorded causes tell what is pending from what has drifted, and an object that is missing may be a new one; --base names what was released before';

/** For a terminal: the verdict, what has drifted, then what the release will change. */
export function renderGateText(gate: GateReport, options: RenderOptions): string {
  const page: Page = {
    paint: createPaint(options.colour),
    width: Math.min(WIDEST, Math.max(NARROWEST, options.width)),
    now: options.now,
    explain: options.explain,
  };
  const whole = joinGaps(gate);
  const sections = [
    [...writeVerdict(gate, page), '', ...writeSummary(gate, page)],
    writeProvenance(gate.report, page),
    ...writeDrift(gate, page),
    writeGroup(gate, 'will-change', 'WILL CHANGE', page),
    writeGroup(gate, 'adopted', 'IN THE CLUSTER ALREADY', page),
    writeUnchecked(whole, page),
    writeUndecided(whole, page),
    writePruned(whole, page),
    writeAdvice(whole, page),
    writeSuppressed(whole, page),
    writeCost(whole, page),
  ];
  const texts = sections.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
  return `${texts.join('\n\n')}\n`;
}

function writeVerdict(gate: GateReport, page: Page): string[] {
  const [word, paint] = {
    passed: ['✓ PASSED', page.paint.good] as const,
    drifted: ['✗ DRIFTED', page.paint.bad] as const,
    incomplete: ['? INCOMPLETE', page.paint.warning] as const,
    untrusted: ['✗ UNTRUSTED', page.paint.bad] as const,
  }[gate.verdict];
  const indent = word.length + 2;
  const name = escapeText(gate.report.check.cluster.name);
  const lines = describeGate(gate).flatMap((sentence, i) => wrapText(i === 0 ? `${name}: ${sentence}` : sentence, page.width - indent));
  return lines.map((line, i) =>
    i === 0 ? `${page.paint.strong(paint(word))}  ${page.paint.strong(line)}` : ' '.repeat(indent) + page.paint.strong(line),
  );
}

function writeSummary(gate: GateReport, page: Page): string[] {
  const { report, base, source } = gate;
  const before = base?.revisions.find((revision) => revision.source === source);
  const rows: [string, string][] = [
    ['cluster', `${report.check.cluster.server} · ${report.serverVersion} · read ${formatTime(report.readAt)}`],
    ...listRevisions(report, source).map((revision, i): [string, string] => [
      i === 0 ? (source === undefined ? 'git' : 'release') : i === 1 && source !== undefined ? 'beside' : '',
      describeRevision(revision, page.now),
    ]),
    ...(before === undefined ? [] : [['base', describeRevision(before, page.now)] satisfies [string, string]]),
    ...(source !== undefined && before === undefined ? [['base', SAME_COMMIT] satisfies [string, string]] : []),
  ];
  return rows.flatMap(([label, text]) =>
    wrapText(escapeText(text), page.width - LABEL_WIDTH - 2).map(
      (line, i) => `  ${page.paint.faint(padText(i === 0 ? label : '', LABEL_WIDTH))}${line}`,
    ),
  );
}

function describeRevision(told: DriftReport['revisions'][number], now: string): string {
  const { source, revision, commit, committedAt } = told;
  const asked = revision === commit ? '' : `${revision} `;
  return [
    source,
    `${asked}at ${commit.slice(0, 8)}`,
    ...(committedAt === undefined ? [] : [`committed ${formatAge(committedAt, now)}`]),
    ...describeMaking(told),
  ].join(' · ');
}

function writeDrift(gate: GateReport, page: Page): string[][] {
  const drift = listDrift(gate);
  if (drift.length === 0) return [];
  const folded = foldDifferences(drift, page.explain);
  const [first = [], ...rest] = writeDifferences(folded, page);
  const look = writeFirst(folded, page);
  return [...(look.length === 0 ? [] : [look]), [writeHeading(page, 'DRIFTED', describeFates(gate, 'drifted')), '', ...first], ...rest];
}

function writeGroup(gate: GateReport, group: 'will-change' | 'adopted', title: string, page: Page): string[] {
  const departures = selectDepartures(gate, group);
  if (departures.length === 0) return [];
  const right = group === 'adopted' ? 'as the release has it' : describeFates(gate, group);
  const legend = `  ${page.paint.live('now')} ${page.paint.faint('→')} ${page.paint.git('after the release')}`;
  return [
    writeHeading(page, title, right),
    ...(group === 'adopted' ? ['', ...writeAdopted(departures, page)] : [legend, '', ...writeWillChange(departures, page)]),
  ];
}
