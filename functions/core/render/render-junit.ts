import { spellPlace } from '../field-place.ts';
import { compareText, formatRef } from '../kube-object.ts';
import type { DriftReport } from '../report.ts';
import { formatCount, formatPlural } from './format-quantity.ts';
import { buildDeparture, buildGaps, buildProvenance, type TestCase } from './junit/build-cases.ts';
import { escapeXml, writeElement } from './junit/xml.ts';
import type { Renderer } from './renderer.ts';

/**
 * JUnit XML, as CI systems show it: a suite for each namespace with a failed test for every object that departs, one of what could not be checked
 * (skipped), and one test that stands for all objects that are as git has them, of which a report keeps no names.
 */
export const junitRenderer: Renderer = {
  name: 'junit',
  mediaType: 'application/xml',
  extension: 'xml',
  tells: 'every-object',
  render: renderJunit,
};

interface Suite {
  readonly name: string;
  readonly cases: readonly TestCase[];
}

function renderJunit(report: DriftReport): string {
  const { check, readAt } = report;
  const suites: Suite[] = [
    { name: 'declared objects', cases: [buildSummary(report)] },
    ...[...Map.groupBy(report.differences, ({ ref }) => ref.namespace ?? '')]
      .sort(([a], [b]) => compareText(a, b))
      .map(([namespace, differences]) => ({
        name: namespace === '' ? 'the cluster itself' : `namespace ${namespace}`,
        cases: differences.map(buildDeparture),
      })),
    { name: 'provenance', cases: buildProvenance(report) },
    { name: 'could not be checked', cases: buildGaps(report) },
  ].filter(({ cases }) => cases.length > 0);
  const seconds = Object.values(report.cost.seconds).reduce((sum, value) => sum + value, 0);
  const failures = suites.reduce((sum, { cases }) => sum + count(cases, 'failed'), 0);
  const tests = suites.reduce((sum, { cases }) => sum + cases.length, 0);
  const head = { name: `plumbline ${check.cluster.name || check.id}`, tests, failures, errors: 0, time: seconds.toFixed(3) };
  const lines = suites.map((suite) =>
    writeSuite(suite, suite === suites[0] ? [writeProperties(report), describeRules(report)] : ['', ''], readAt),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${writeElement('testsuites', head, ['\n', ...lines])}\n`;
}

/** One test that passes where anything was compared: a suite without any test is taken for a mistake. */
function buildSummary({ counts }: DriftReport): TestCase {
  const inSync = counts.compared - counts.missing - counts.modified;
  const output = `${formatCount(inSync)} of ${formatPlural(counts.compared, 'declared object')} that could be compared ${inSync === 1 ? 'is' : 'are'} as git has ${inSync === 1 ? 'it' : 'them'}`;
  const common = { className: 'compared', name: 'declared objects that are as git has them' };
  return { ...common, outcome: counts.compared === 0 ? { type: 'skipped', why: 'nothing was compared' } : { type: 'passed', output } };
}

function writeSuite({ name, cases }: Suite, [properties = '', rules = '']: readonly string[], readAt: string): string {
  const attributes = {
    name,
    tests: cases.length,
    failures: count(cases, 'failed'),
    errors: 0,
    skipped: count(cases, 'skipped'),
    timestamp: readAt.replace(/(\.\d+)?Z$/, ''),
  };
  return `${writeElement('testsuite', attributes, ['\n', properties, ...cases.map(writeCase), rules])}\n`;
}

function writeCase({ className, name, outcome }: TestCase): string {
  return `${writeElement('testcase', { classname: className, name }, [writeOutcome(outcome)])}\n`;
}

function writeOutcome(outcome: TestCase['outcome']): string {
  switch (outcome.type) {
    case 'passed':
      return writeElement('system-out', {}, [escapeXml(outcome.output)]);
    case 'failed':
      return writeElement('failure', { type: outcome.kind, message: outcome.message }, [escapeXml(outcome.details)]);
    case 'skipped':
      return writeElement('skipped', {}, [escapeXml(outcome.why)]);
  }
}

function writeProperties({ check, verdict, serverVersion, revisions, counts, coverage }: DriftReport): string {
  const properties: [string, string | number][] = [
    ['verdict', verdict],
    ['cluster', check.cluster.server],
    ['server version', serverVersion],
    ...revisions.map(({ source, revision, commit }): [string, string] => [`git ${source}`, `${revision} at ${commit}`]),
    ['coverage', coverage.ratio ?? 'not known'],
    ['suppressed', counts.suppressed],
  ];
  return `${writeElement(
    'properties',
    {},
    properties.map(([name, value]) => writeElement('property', { name, value })),
  )}\n`;
}

/** What else the report tells, as the output of the first suite: CI shows it, and nothing fails for it. */
function describeRules({ suppressed, pruned, advice }: DriftReport): string {
  const lines = [
    ...pruned.map((item) => `dropped by the cluster: ${formatRef(item.ref)} ${item.at} (${spellPlace(item, item.origin)})`),
    ...advice.map(({ about, message }) => `worth knowing: ${about}: ${message}`),
    ...suppressed.map(({ rule, reason, count: times }) => `let go by ${rule}, ${formatCount(times)}: ${reason}`),
    ...suppressed.flatMap(({ rule, instances = [] }) =>
      instances.map(({ ref, at }) => `let go by ${rule}: ${formatRef(ref)}${at === undefined ? '' : ` ${at}`}`),
    ),
  ];
  return lines.length === 0
    ? ''
    : `${writeElement('system-out', {}, [lines.map((line) => escapeXml(line.replaceAll('\n', '⏎'))).join('\n')])}\n`;
}

function count(cases: readonly TestCase[], type: TestCase['outcome']['type']): number {
  return cases.filter(({ outcome }) => outcome.type === type).length;
}
