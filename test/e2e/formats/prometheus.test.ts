import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { prometheusRenderer } from '../../../functions/core/render/render-prometheus.ts';
import { obtainPythonPackage } from '../../support/python-package.ts';
import { buildCorpus } from '../../support/report-corpus.ts';

const client = await obtainPythonPackage('prometheus-client', 'prometheus-client>=0.21,<1');
const READ = `
import sys
from prometheus_client.openmetrics.parser import text_string_to_metric_families as openmetrics
from prometheus_client.parser import text_string_to_metric_families as plain
text = sys.stdin.read()
one = sorted((s.name, sorted(s.labels.items()), s.value) for f in openmetrics(text) for s in f.samples)
other = sorted((s.name, sorted(s.labels.items()), s.value) for f in plain(text) for s in f.samples)
assert one == other, (one, other)
print(len(one))
`;

describe('the Prometheus report', { skip: 'skip' in client ? client.skip : false }, () => {
  for (const [name, report] of [...buildCorpus()].slice(0, 8)) {
    it(`of ${name} says the same to the reader of the text format and to that of OpenMetrics`, () => {
      if ('skip' in client) return;
      const text = prometheusRenderer.render(report, { colour: false, width: 100, now: report.readAt, explain: false });
      const count = Number(execFileSync(client.python, ['-c', READ], { input: text, encoding: 'utf8' }));
      assert.equal(count, text.split('\n').filter((line) => line.startsWith('plumbline_')).length);
    });
  }
});
