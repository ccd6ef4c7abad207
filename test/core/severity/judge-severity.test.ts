import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseConfig } from '../../../functions/core/config.ts';
import type { Difference } from '../../../functions/core/difference.ts';
import { fingerprintDifferences } from '../../../functions/core/fingerprint.ts';
import { judgeReport } from '../../../functions/core/severity/judge-report.ts';
import { compareSeverities } from '../../../functions/core/severity/judge-severity.ts';
import { isAtLeast, SEVERITIES, type Severity } from '../../../functions/core/severity/severity.ts';
import { SEVERITY_RULES } from '../../../functions/core/severity/severity-rules.ts';
import {
  buildChanged,
  buildExtra,
  buildMissingObject,
  buildModified,
  buildPath,
  buildReport,
  buildUnmanaged,
} from '../../support/sample-report.ts';
import { buildHostileReport, buildVariedReport } from '../../support/sample-reports.ts';
import { SEVERITY_EXAMPLES } from './fixtures/severity-examples.ts';

const REPLICAS = buildChanged(buildPath('spec', 'replicas'), 3, 5);
const IMAGE = buildChanged(buildPath('spec', 'template', 'spec', 'containers', { name: 'web' }, 'image'), 'web:1', 'web:2');
const HOST = buildExtra(buildPath('spec', 'template', 'spec', 'hostNetwork'), true);
const WEB = 'Deployment.apps shop/web';

/** The severity of one difference under a configuration, in the cluster `prod-eu`. */
function judge(difference: Difference, configuration = ''): Severity {
  const { severity } = parseConfig(configuration, 'plumbline.yaml');
  const [judged] = judgeReport({ ...buildReport(), differences: [difference] }, severity).differences;
  return judged?.severity ?? assert.fail('judged nothing');
}

describe('the severity of a difference', () => {
  it('is that of its worst field, which it names, wherever that stands', () => {
    for (const fields of [
      [REPLICAS, IMAGE, HOST],
      [HOST, IMAGE, REPLICAS],
    ]) {
      assert.deepEqual(judge(buildModified(WEB, fields)), {
        level: 'critical',
        rule: 'privilege',
        why: "shares the node's namespaces",
        field: '.spec.template.spec.hostNetwork',
      });
    }
  });

  it('is low for a rollout that is only pending, and that of what departs beside it', () => {
    const pending = { ...HOST, cause: 'not-yet-applied' } as const;
    assert.equal(judge(buildModified(WEB, [pending, { ...IMAGE, cause: 'not-yet-applied' }])).level, 'low');
    const mixed = judge(buildModified(WEB, [pending, REPLICAS]));
    assert.deepEqual([mixed.rule, mixed.field], ['scale', '.spec.replicas']);
  });

  it('follows from what is inside an added field, and never from what is gone with a removed one', () => {
    const container = { name: 'x', image: 'x', securityContext: { capabilities: { add: ['SYS_ADMIN'] } } };
    const at = buildPath('spec', 'template', 'spec', 'containers', { name: 'x' });
    assert.equal(judge(buildModified(WEB, [buildExtra(at, container)])).level, 'critical');
    const whole = buildChanged(buildPath('spec', 'template', 'spec', 'containers'), [container], [container, { name: 'y', image: 'y' }]);
    assert.deepEqual([judge(buildModified(WEB, [whole])).rule, judge(buildModified(WEB, [whole])).level], ['image', 'high']);
  });

  it('is counted in the report, every level of it', () => {
    const { counts } = judgeReport(
      { ...buildReport(), differences: [buildMissingObject(WEB), buildUnmanaged(WEB), buildUnmanaged(WEB)] },
      [],
    );
    assert.deepEqual(counts.severities, { critical: 0, high: 1, medium: 2, low: 0 });
    assert.deepEqual(buildReport().counts.severities, { critical: 0, high: 0, medium: 0, low: 0 });
  });

  it('is found for whatever a stranger names things', () => {
    for (const { severity } of buildHostileReport().differences) assert.ok(SEVERITIES.includes(severity.level));
  });

  it('never gets better by a further field', () => {
    const all = Object.values(SEVERITY_EXAMPLES).flatMap(({ matches, leaves }) => [...matches.map(([, each]) => each), ...leaves]);
    const modified = all.flatMap((each) => (each.type === 'modified' && each.ref.kind === 'Deployment' ? each.fields : []));
    fc.assert(
      fc.property(fc.subarray(modified, { minLength: 1 }), fc.constantFrom(...modified), (fields, further) => {
        const before = judge(buildModified(WEB, fields));
        assert.ok(isAtLeast(judge(buildModified(WEB, [...fields, further])).level, before.level));
      }),
    );
  });

  it('changes no fingerprint', () => {
    const report = buildVariedReport();
    const { severity } = parseConfig('severity: [{level: low, reason: all is well}]', 'plumbline.yaml');
    const judged = judgeReport(report, severity);
    assert.ok(judged.differences.every((difference) => difference.severity.level === 'low'));
    assert.equal(fingerprintDifferences(judged.differences), fingerprintDifferences(report.differences));
  });
});

describe('the order of severities', () => {
  it('goes by level, then by rule, what waits last', () => {
    const severity = (level: Severity['level'], rule: string): Severity => ({ level, rule, why: '' });
    const ordered = [
      severity('critical', 'data'),
      severity('high', 'privilege'),
      severity('high', 'image'),
      severity('low', 'labels'),
      severity('low', 'pending'),
    ];
    assert.deepEqual([...ordered].reverse().sort(compareSeverities), ordered);
  });

  it('has a threshold that includes itself', () => {
    assert.deepEqual(
      SEVERITIES.map((level) => isAtLeast(level, 'high')),
      [true, true, false, false],
    );
  });
});

describe('levels that the operator sets', () => {
  it('hold from the first that selects the departure, and say where they stand and why', () => {
    const configuration = [
      'severity:',
      '  - {rule: scale, level: critical, reason: none}',
      '  - {kind: Deployment, namespace: sh*, path: /spec/template/spec/containers/*/image, level: medium, reason: canaries are pushed by hand}',
      '  - {kind: Deployment, level: low, reason: never reached}',
    ].join('\n');
    assert.deepEqual(judge(buildModified(WEB, [IMAGE]), configuration), {
      level: 'medium',
      rule: 'image',
      why: 'runs another image (canaries are pushed by hand)',
      field: IMAGE.at,
      override: 'plumbline.yaml:3',
    });
  });

  it('change which field decides', () => {
    const difference = buildModified(WEB, [HOST, REPLICAS]);
    const severity = judge(
      difference,
      'severity: [{rule: privilege, name: web, level: low, reason: r}, {path: /spec/replicas, level: high, reason: r}]',
    );
    assert.deepEqual([severity.level, severity.field], ['high', '.spec.replicas']);
  });

  it('select by cluster, namespace and name as ignore rules do', () => {
    const difference = buildMissingObject(WEB);
    for (const [selection, level] of [
      ['cluster: prod-*', 'low'],
      ['cluster: staging', 'high'],
      ['kind: Deployment.apps', 'low'],
      ['kind: deployment', 'low'],
      ['kind: Deployment.example.com', 'high'],
      ['namespace: shop, name: w*', 'low'],
      ['name: api', 'high'],
      ['path: /spec', 'high'],
    ]) {
      assert.equal(judge(difference, `severity: [{${selection}, level: low, reason: r}]`).level, level, selection);
    }
  });

  it('select by environment, and no cluster whose environment nobody told', () => {
    const { severity } = parseConfig('severity: [{environment: prod*, level: low, reason: r}]', 'plumbline.yaml');
    const levelIn = (environment: object): string | undefined => {
      const { check, ...report } = buildReport();
      const ofCluster = { ...check, cluster: { ...check.cluster, ...environment } };
      return judgeReport({ ...report, check: ofCluster, differences: [buildMissingObject(WEB)] }, severity).differences[0]?.severity.level;
    };
    assert.deepEqual([{ environment: 'prod-eu' }, { environment: 'dev' }, {}].map(levelIn), ['low', 'high', 'high']);
  });

  it('leave what waits to be applied alone, unless they name it', () => {
    const difference = buildModified(WEB, [{ ...IMAGE, cause: 'not-yet-applied' }]);
    assert.equal(judge(difference, 'severity: [{kind: Deployment, level: critical, reason: r}]').level, 'low');
    assert.equal(judge(difference, 'severity: [{rule: pending, level: medium, reason: r}]').level, 'medium');
  });

  it('may name every rule there is', () => {
    const rules = SEVERITY_RULES.map(({ name }) => `  - {rule: ${name}, level: low, reason: r}`);
    assert.equal(parseConfig(`severity:\n${rules.join('\n')}\n`, 'plumbline.yaml').severity.length, SEVERITY_RULES.length);
  });
});
