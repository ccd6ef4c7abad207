import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { buildCheckMetrics } from '../../functions/core/metrics/check-metrics.ts';
import type { Metric } from '../../functions/core/metrics/metric.ts';
import { buildOutcome } from '../../functions/core/notification/build-outcome.ts';
import { buildWatchMetrics } from '../../functions/core/watch/watch-metrics.ts';
import { publishMetrics } from '../../functions/handlers/metrics.ts';
import { buildReport } from '../support/sample-report.ts';
import { listInstallation, WHOLE_SETTINGS } from './sample-installation.ts';

const alarms = listInstallation(WHOLE_SETTINGS)
  .filter(({ type }) => type === 'AWS::CloudWatch::Alarm')
  .map(({ properties }) => properties);
const custom = alarms.filter(({ Namespace }) => !String(Namespace).startsWith('AWS/'));

/** What the functions count, with as little of it as there can be. */
function listEmitted(): Metric[] {
  const report = buildReport([]);
  const run = { run: 'r', reportKey: 'k', fingerprint: 'f', previous: undefined, kindsLost: [] };
  const handler = readFileSync(join(import.meta.dirname, '../../functions/handlers/plan.ts'), 'utf8');
  // `plan` names its two figures where it counts them.
  const planned = [...handler.matchAll(/\{ name: '(\w+)', unit: 'Count'/g)].map(
    ([, name = '']): Metric => ({ name, unit: 'Count', value: 0 }),
  );
  return [...buildWatchMetrics({ stale: [], ages: [] }), ...buildCheckMetrics(buildOutcome(report, run), report), ...planned];
}

interface Emitted {
  readonly CloudWatchMetrics: readonly { Namespace: string; Dimensions: readonly string[][]; Metrics: readonly { Name: string }[] }[];
}

/** What CloudWatch takes out of the log of a function: namespace, name and dimensions of each metric. */
function emit(metrics: readonly Metric[]): string[] {
  const lines: string[] = [];
  const write = process.stdout.write;
  process.stdout.write = (text: string | Uint8Array) => lines.push(String(text)) > 0;
  try {
    publishMetrics('plumbline', metrics);
  } finally {
    process.stdout.write = write;
  }
  return lines.flatMap((line) => {
    const record = JSON.parse(line) as Record<string, unknown> & { readonly _aws: Emitted };
    return record._aws.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) =>
      Metrics.flatMap(({ Name }) =>
        Dimensions.map((names) => `${Namespace} ${Name} ${names.map((name) => `${name}=${String(record[name])}`).join()}`),
      ),
    );
  });
}

describe('an alarm', () => {
  it('is there for a check that does not come, and rings too where nobody asks', () => {
    const stale = custom.find(({ MetricName }) => MetricName === 'StaleChecks') ?? assert.fail();
    assert.deepEqual([stale.TreatMissingData, stale.Threshold, stale.ComparisonOperator], ['breaching', 0, 'GreaterThanThreshold']);
    assert.ok(stale.Period * stale.EvaluationPeriods >= 600, 'one of several times that it asks may fail');
  });

  it('watches metrics that the functions emit: of this name, in this namespace, with these dimensions', () => {
    const emitted = emit(listEmitted());
    assert.deepEqual(custom.map(({ MetricName }) => MetricName).sort(), ['KindsLost', 'PlanProblems', 'StaleChecks']);
    for (const { Namespace, MetricName, Dimensions } of custom) {
      const dimensions = Dimensions.map(({ Name, Value }: { Name: string; Value: string }) => `${Name}=${Value}`).join();
      const watched = `${Namespace} ${MetricName} ${dimensions}`;
      assert.ok(emitted.includes(watched), `${watched} is not in\n${emitted.join('\n')}`);
    }
  });

  it('says for whom it rings and what to do, in a sentence', () => {
    for (const { AlarmDescription } of alarms) assert.match(AlarmDescription, /^Plumbline: .{10,}\.$/);
  });
});
