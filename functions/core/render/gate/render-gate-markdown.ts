import type { FieldDifference, Judged } from '../../difference.ts';
import type { GateReport } from '../../gate/gate-report.ts';
import { type Departure, selectDepartures } from '../../gate/select-departures.ts';
import { formatRef } from '../../kube-object.ts';
import { listFindings } from '../../provenance/list-findings.ts';
import { describeAuthor } from '../describe-author.ts';
import { describeChange } from '../describe-change.ts';
import { nameFinding } from '../describe-provenance.ts';
import { describeUnchecked } from '../describe-unchecked.ts';
import { formatAge } from '../format-age.ts';
import { formatCount } from '../format-quantity.ts';
import { formatCode, formatPlain } from '../markdown/format-code.ts';
import { type Block, joinBlocks } from '../markdown/join-blocks.ts';
import { writeObjectTable } from '../markdown/write-object-table.ts';
import type { RenderOptions } from '../renderer.ts';
import { describeGate, listDrift, listRevisions } from './describe-gate.ts';

const MARKS: Readonly<Record<GateReport['verdict'], string>> = {
  passed: '✅ Passed',
  drifted: '❌ Drifted',
  incomplete: '⚠️ Incomplete',
  untrusted: '❌ Untrusted',
};
const ROWS = 100;

/** For a pull request or the summary of a job: GitHub's Markdown, within its limit on length. */
export function renderGateMarkdown(gate: GateReport, { now }: RenderOptions): string {
  const { report, base } = gate;
  const drift = listDrift(gate);
  const gaps = [...report.unchecked, ...(base?.unchecked ?? [])].map((gap) => describeUnchecked(gap));
  const lines = new Set(
    gaps.map(({ what, why, advice }) => `- ${formatCode(what)}: ${formatPlain(why)}${advice ? ` ${formatPlain(advice)}` : ''}`),
  );
  const blocks: Block[] = [
    { text: writeHead(gate), differences: 0 },
    ...writeSection(
      'Provenance',
      listFindings(report).map((finding) => `- ${formatPlain(nameFinding(finding))}: ${formatPlain(finding.message)}`),
    ),
    ...writeSection('Could not be checked', [...lines]),
    ...(drift.length === 0 ? [] : [{ text: '### Drifted', differences: 0 }]),
    ...drift.map((difference) => ({ text: writeDrifted(difference, now), differences: 1 })),
    ...writeTable(selectDepartures(gate, 'will-change')),
    ...writeSection(
      'In the cluster already',
      selectDepartures(gate, 'adopted').flatMap(({ difference }) =>
        difference.type === 'modified'
          ? difference.fields.map(({ at }) => `- ${formatCode(`${formatRef(difference.ref)} ${at}`)}`)
          : [`- ${formatCode(formatRef(difference.ref))}`],
      ),
    ),
  ];
  return joinBlocks(blocks, `<sub>read at ${formatPlain(report.readAt)}, Kubernetes ${formatCode(report.serverVersion)}</sub>`);
}

function writeHead(gate: GateReport): string {
  const { verdict, report, base, source } = gate;
  const commit = (of: GateReport['report']): string =>
    listRevisions(of, source)
      .slice(0, 1)
      .map(({ source: id, commit: oid }) => `${formatCode(id)} ${formatCode(oid.slice(0, 8))}`)
      .join('');
  const from = base === undefined ? '' : ` after ${commit(base)}`;
  return [
    `### ${MARKS[verdict]}: ${formatCode(report.check.cluster.name)}`,
    '',
    describeGate(gate).map(formatPlain).join(' '),
    '',
    `${commit(report)}${from}`,
  ].join('\n');
}

function writeDrifted(difference: Judged, now: string): string {
  switch (difference.type) {
    case 'modified':
      return writeObjectTable(difference, now);
    case 'missing':
      return `- ${formatCode(formatRef(difference.ref))} is **missing**, declared at ${formatCode(`${difference.origin.file}:${difference.origin.line}`)}`;
    case 'unmanaged': {
      const { setBy, since } = difference;
      const story = [setBy ? describeAuthor(setBy, now) : '', since ? `created ${formatAge(since, now)}` : ''].filter(Boolean).join(', ');
      return `- ${formatCode(formatRef(difference.ref))} is in **no repository**${story ? `: ${formatPlain(story)}` : ''}`;
    }
  }
}

function writeTable(departures: readonly Departure[]): Block[] {
  const rows = departures.flatMap(({ entry, difference }) => {
    const object = formatCode(formatRef(difference.ref));
    if (entry.fate === 'creates') return [`| ${object} | | *nothing* | *created* |`];
    if (difference.type !== 'modified') return [`| ${object} | | *there* | *no longer in git* |`];
    return difference.fields.flatMap((field, i) => writeRows(i === 0 ? object : '', field));
  });
  if (rows.length === 0) return [];
  const more = rows.length > ROWS ? [`| and ${formatCount(rows.length - ROWS)} more | | | |`] : [];
  const text = [
    '### Will change',
    '',
    '| Object | Field | now | after the release |',
    '| --- | --- | --- | --- |',
    ...rows.slice(0, ROWS),
    ...more,
  ].join('\n');
  return [{ text, differences: departures.length }];
}

function writeRows(object: string, field: FieldDifference): string[] {
  return describeChange(field)
    .slice(0, 4)
    .map(({ label, desired, live }, i) => {
      const place = `${i === 0 ? formatCode(field.at) : ''}${label === undefined ? '' : ` ${formatPlain(label)}`}`;
      return `| ${i === 0 ? object : ''} | ${place} | ${writeValue(live)} | ${writeValue(desired)} |`;
    });
}

function writeValue(value: string | undefined): string {
  return value === undefined ? '*nothing*' : formatCode(value, 160);
}

function writeSection(title: string, lines: readonly string[]): Block[] {
  if (lines.length === 0) return [];
  const more = lines.length > ROWS ? [`- and ${formatCount(lines.length - ROWS)} more`] : [];
  return [{ text: `### ${title}\n\n${[...lines.slice(0, ROWS), ...more].join('\n')}`, differences: 0 }];
}
