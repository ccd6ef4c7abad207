import { formatRef } from '../kube-object.ts';
import { listFindings } from '../provenance/list-findings.ts';
import type { DriftReport } from '../report.ts';
import { compareSeverities } from '../severity/judge-severity.ts';
import { type GateGroup, groupOf } from './gate-entry.ts';
import type { GateLine, GateResult } from './gate-message.ts';
import type { GateReport, GateVerdict } from './gate-report.ts';

const MOST_LINES = 50;

/** What a release is told of a gate whose report is kept there. */
export function buildGateResult(gate: GateReport, kept: GateResult['report']): GateResult {
  const { verdict, counts, report, base } = gate;
  const lines = Map.groupBy(listLines(gate), ({ fate }) => groupOf(fate));
  const lacks = listFindings(report).flatMap(({ state, revision, message }) =>
    state === 'violated' ? [`${revision.source}: ${message}`] : [],
  );
  const take = (group: GateGroup): GateLine[] => (lines.get(group) ?? []).slice(0, MOST_LINES);
  return {
    type: 'result',
    exitCode: exitCodeOf(verdict),
    verdict,
    cluster: report.check.id,
    readAt: report.readAt,
    proposed: listCommits(report),
    ...(base === undefined ? {} : { base: listCommits(base) }),
    counts,
    ...(lacks.length > 0 ? { lacks } : {}),
    drifted: take('drifted'),
    willChange: take('will-change'),
    adopted: take('adopted'),
    report: kept,
  };
}

/** As `check` ends. */
export function exitCodeOf(verdict: GateVerdict): 0 | 1 | 3 | 4 {
  switch (verdict) {
    case 'passed':
      return 0;
    case 'drifted':
      return 1;
    case 'incomplete':
      return 3;
    case 'untrusted':
      return 4;
  }
}

function listLines({ entries }: GateReport): GateLine[] {
  const ordered = [...entries].sort((a, b) => compareSeverities(a.severity, b.severity));
  return ordered.flatMap(({ fate, ref, fields, severity: { level } }): GateLine[] => {
    const common = { fate, severity: level, object: formatRef(ref) };
    return fields === undefined ? [common] : fields.map((field) => ({ ...common, field }));
  });
}

function listCommits({ revisions }: DriftReport): Record<string, string> {
  return Object.fromEntries(revisions.map(({ source, commit }) => [source, commit]));
}
