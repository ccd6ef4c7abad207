import type { Judged } from '../difference.ts';
import type { DriftReport, Unchecked } from '../report.ts';
import { SEVERITIES } from '../severity/severity.ts';
import { type Family, type Labels, writeFamily } from './prometheus/write-family.ts';
import type { Renderer } from './renderer.ts';

/**
 * Figures for the textfile collector of the Prometheus node exporter; OpenMetrics as well. No object is a label: what departs is in the other formats,
 * and a series for each would cost more than it tells.
 */
export const prometheusRenderer: Renderer = {
  name: 'prometheus',
  mediaType: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
  extension: 'prom',
  tells: 'figures',
  render: (report) => `${listFamilies(report).map(writeFamily).join('')}# EOF\n`,
};

const TYPES: readonly Judged['type'][] = ['missing', 'modified', 'unmanaged'];
const GAPS: readonly Unchecked['type'][] = ['file', 'kind', 'object'];
const VERDICTS: readonly DriftReport['verdict'][] = ['drifted', 'in-sync', 'incomplete'];

function listFamilies(report: DriftReport): Family[] {
  const { check, counts, coverage, cost, differences, unchecked, verdict, suppressed, revisions } = report;
  const common: Labels = { check: check.id, cluster: check.cluster.name };
  const one = (value: number | undefined): Family['samples'] => (value === undefined ? [] : [{ labels: common, value }]);
  const readAt = toSeconds(report.readAt);
  const isComplete = unchecked.length === 0 && report.undecided.length === 0;
  return [
    {
      name: 'plumbline_verdict',
      help: 'Whether this is the verdict of the check.',
      samples: VERDICTS.map((each) => ({ labels: { ...common, verdict: each }, value: each === verdict ? 1 : 0 })),
    },
    {
      name: 'plumbline_differences',
      help: 'Objects that depart from git.',
      samples: TYPES.flatMap((type) =>
        SEVERITIES.map((severity) => ({
          labels: { ...common, type, severity },
          value: differences.filter((difference) => difference.type === type && difference.severity.level === severity).length,
        })),
      ),
    },
    { name: 'plumbline_compared_objects', help: 'Declared objects that were compared.', samples: one(counts.compared) },
    {
      name: 'plumbline_unchecked',
      help: 'What is in scope and could not be checked.',
      samples: GAPS.map((type) => ({ labels: { ...common, type }, value: unchecked.filter((item) => item.type === type).length })),
    },
    { name: 'plumbline_undecided_fields', help: 'Fields of which nobody can decide whether they depart.', samples: one(counts.undecided) },
    {
      name: 'plumbline_suppressed',
      help: 'Departures that a rule let go.',
      samples: [...Map.groupBy(suppressed, ({ rule }) => rule)]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([rule, all]) => ({ labels: { ...common, rule }, value: all.reduce((sum, { count }) => sum + count, 0) })),
    },
    {
      name: 'plumbline_coverage_ratio',
      unit: 'ratio',
      help: 'Share of what is in the cluster that git declares. Absent where it is not known.',
      samples: one(coverage.ratio ?? undefined),
    },
    { name: 'plumbline_read_timestamp_seconds', unit: 'seconds', help: 'When reading the cluster began.', samples: one(readAt) },
    {
      name: 'plumbline_complete_timestamp_seconds',
      unit: 'seconds',
      help: 'When reading the cluster began, where everything in scope was checked and decided. Absent where it was not.',
      samples: one(isComplete ? readAt : undefined),
    },
    {
      name: 'plumbline_commit_timestamp_seconds',
      unit: 'seconds',
      help: 'When what is compared was committed.',
      samples: revisions.flatMap(({ source, commit, committedAt }) => {
        const value = committedAt === undefined ? undefined : toSeconds(committedAt);
        return value === undefined ? [] : [{ labels: { ...common, source, commit }, value }];
      }),
    },
    {
      name: 'plumbline_duration_seconds',
      unit: 'seconds',
      help: 'What the check took.',
      samples: one(round(Object.values(cost.seconds).reduce((sum, value) => sum + value, 0))),
    },
    { name: 'plumbline_requests', help: 'Requests to the API server.', samples: one(cost.requests) },
    { name: 'plumbline_received_bytes', unit: 'bytes', help: 'What the API server sent.', samples: one(cost.bytes) },
  ];
}

/** Seconds since 1970; undefined where the text is no time. */
function toSeconds(time: string): number | undefined {
  const milliseconds = Date.parse(time);
  return Number.isNaN(milliseconds) ? undefined : milliseconds / 1000;
}

function round(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
