import { createHash } from 'node:crypto';
import { compareText, refKey } from '../kube-object.ts';
import type { CheckOutcome } from '../notification/check-outcome.ts';
import { listFindings } from '../provenance/list-findings.ts';
import { describeUnchecked } from '../render/describe-unchecked.ts';
import type { DriftReport, Unchecked } from '../report.ts';
import type { Ending } from '../settled/settled.ts';
import type { IncidentSettings } from './incident-settings.ts';
import { listSightings } from './list-sightings.ts';
import { MOST_RULES, type Observation, type Reading, type Sighting } from './sighting.ts';

/** Gaps of one check that are told in words, and how long a text about it may be. */
const MOST_GAPS = 3;
const MOST_TEXT = 600;
/** Ways in which the fields of one object ended. */
const MOST_ENDINGS = 3;

/** What a run saw, from its report. */
export function observeReport(
  report: DriftReport,
  run: { readonly run: string; readonly reportKey?: string },
  settings: IncidentSettings,
): Observation {
  const { check, readAt, unchecked, undecided } = report;
  const gaps = [...unchecked.map(nameGap), ...undecided.map(({ ref, at }) => `${refKey(ref)} ${at}`)].sort();
  const incomplete =
    report.verdict === 'in-sync' || gaps.length === 0 ? [] : [describeCheck(check.id, 'incomplete', gaps, describeGaps(report))];
  return {
    check: check.id,
    cluster: check.cluster.name,
    ...describeEnvironment(check.cluster.environment),
    run: run.run,
    at: readAt,
    sightings: [...listSightings(report, settings), ...incomplete, ...listUntrusted(report)],
    knows: createKnowledge(report),
    ...(run.reportKey === undefined ? {} : { reportKey: run.reportKey }),
    coverage: report.coverage.ratio,
    reading: readReading(report),
    endings: collectEndings(report),
  };
}

/** Fields of one object that ended in one way are told once. */
function collectEndings({ settled = [] }: DriftReport): ReadonlyMap<string, readonly Ending[]> {
  return new Map(
    [...Map.groupBy(settled, ({ ref }) => refKey(ref))].map(([key, endings]) => {
      const told = endings.map(({ ref: _ref, at: _at, ...ending }): [string, Ending] => [
        [ending.how, ending.setBy?.manager, ending.commit?.commit].join(' '),
        ending,
      ]);
      return [key, [...new Map(told).values()].slice(0, MOST_ENDINGS)];
    }),
  );
}

function readReading({ readAt, counts, coverage, advice, suppressed }: DriftReport): Reading {
  const usedRules = suppressed.flatMap(({ rule }) => (rule.startsWith('ignore ') ? [rule.slice('ignore '.length)] : []));
  return {
    at: readAt,
    compared: counts.compared,
    declared: coverage.declared,
    unmanaged: coverage.unmanaged,
    unchecked: counts.unchecked,
    undecided: counts.undecided,
    rules: advice.filter(({ type }) => type !== undefined).slice(0, MOST_RULES),
    usedRules: [...new Set(usedRules)].sort(compareText).slice(0, MOST_RULES),
  };
}

/** What a run saw that could not be made: that it failed, and nothing else. Failures with one message are one incident, in however many clusters. */
export function observeFailure({ check, cluster, environment, run, at, error = '', advice }: CheckOutcome): Observation {
  const message = error.replaceAll(check, '…').replaceAll(cluster, '…');
  return {
    check,
    cluster,
    ...describeEnvironment(environment),
    run,
    at,
    sightings: [
      describeCheck(check, 'failed', [message], [error, ...(advice === undefined ? [] : [advice])].join(' ').slice(0, MOST_TEXT)),
    ],
    knows: ({ type }) => type === 'failed',
  };
}

function describeEnvironment(environment: string | undefined): Pick<Observation, 'environment'> {
  return environment === undefined ? {} : { environment };
}

/** Revisions that lack what they have to prove, one for each source: a commit that ten clusters are compared with is one cause. */
function listUntrusted(report: DriftReport): Sighting[] {
  const violated = listFindings(report).filter(({ state }) => state === 'violated');
  return [...Map.groupBy(violated, ({ revision }) => revision.source)].map(([source, findings]): Sighting => {
    const [first] = findings;
    const what = findings.map(({ requirement, message }) => `${requirement}: ${message}`);
    const place = first === undefined ? '' : `${first.revision.url} at ${first.revision.commit.slice(0, 12)}`;
    const digest = createHash('sha256')
      .update([place, ...what].join('\n'))
      .digest('hex')
      .slice(0, 16);
    return {
      type: 'untrusted',
      ref: { group: '', kind: 'Source', namespace: null, name: source },
      cause: `untrusted ${digest}`,
      digest,
      phase: 'drift',
      severity: 'high',
      rule: 'provenance',
      problem: `${place}: ${what.join('; ')}`.slice(0, MOST_TEXT),
    };
  });
}

function describeCheck(check: string, type: 'failed' | 'incomplete', what: readonly string[], problem: string): Sighting {
  const digest = createHash('sha256').update(what.join('\n')).digest('hex').slice(0, 16);
  return {
    type,
    ref: { group: '', kind: 'Check', namespace: null, name: check },
    cause: `${type} ${digest}`,
    digest,
    phase: 'drift',
    severity: type === 'failed' ? 'high' : 'medium',
    rule: 'check',
    ...(problem === '' ? {} : { problem }),
  };
}

/** Nothing is claimed about objects of a kind, a file or a source that this run could not read. */
function createKnowledge({ unchecked, undecided, coverage }: DriftReport): Observation['knows'] {
  const kinds = new Set(unchecked.flatMap((gap) => (gap.type === 'kind' ? [`${gap.group}/${gap.kind}`] : [])));
  const objects = new Set([
    ...unchecked.flatMap((gap) => (gap.type === 'object' ? [refKey(gap.ref)] : [])),
    ...undecided.map(({ ref }) => refKey(ref)),
  ]);
  const files = new Set(unchecked.flatMap((gap) => (gap.type === 'file' ? [`${gap.source}\n${gap.file}`] : [])));
  const sources = new Set(
    unchecked.flatMap((gap) =>
      gap.type === 'file' && (gap.file === '' || gap.file === '.' || gap.reason === 'empty-source') ? [gap.source] : [],
    ),
  );
  // A version or a group that discovery could not read hides kinds whose names are not known.
  const groups = new Set(unchecked.flatMap((gap) => (gap.type === 'kind' && gap.kind === '*' ? [gap.group] : [])));
  return ({ type, ref, origin }) => {
    if (type === 'untrusted') return !sources.has(ref.name);
    if (type === 'failed' || type === 'incomplete') return true;
    if (kinds.has(`${ref.group}/${ref.kind}`) || groups.has(ref.group) || objects.has(refKey(ref))) return false;
    if (type === 'unmanaged') return coverage.unmanaged !== null;
    return origin === undefined || !(sources.has(origin.source) || files.has(`${origin.source}\n${origin.file}`));
  };
}

function describeGaps({ unchecked, undecided }: DriftReport): string {
  const texts = unchecked.slice(0, MOST_GAPS).map((gap) => {
    const { what, why, advice } = describeUnchecked(gap);
    return `${what}: ${why}${advice === undefined ? '' : ` (${advice})`}`;
  });
  const more = unchecked.length - texts.length;
  return [...texts, ...(more > 0 ? [`and ${more} more`] : []), ...(undecided.length > 0 ? [`${undecided.length} fields undecided`] : [])]
    .join('; ')
    .slice(0, MOST_TEXT);
}

function nameGap(gap: Unchecked): string {
  switch (gap.type) {
    case 'kind':
      return `${gap.kind}.${gap.group} ${gap.reason}`;
    case 'file':
      return `${gap.source}: ${gap.file} ${gap.reason}`;
    case 'object':
      return `${refKey(gap.ref)} ${gap.reason}`;
  }
}
