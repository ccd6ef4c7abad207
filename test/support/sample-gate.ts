import type { Difference } from '../../functions/core/difference.ts';
import type { GateEntry, GateFate } from '../../functions/core/gate/gate-entry.ts';
import { countDepartures, groupOf } from '../../functions/core/gate/gate-entry.ts';
import type { GateReport } from '../../functions/core/gate/gate-report.ts';
import type { DriftReport } from '../../functions/core/report.ts';
import {
  buildChanged,
  buildMissing,
  buildMissingObject,
  buildModified,
  buildOrigin,
  buildPath,
  buildReport,
  buildUnmanaged,
} from './sample-report.ts';

const container = ['spec', 'template', 'spec', 'containers', { name: 'web' }] as const;
const replicas = buildPath('spec', 'replicas');
const image = buildPath(...container, 'image');
const level = buildPath('data', 'LOG_LEVEL');
const type = buildPath('spec', 'type');
const UNKNOWN = { cause: 'unknown' } as const;

/** A release of shop to prod-eu: one departure of each fate. */
export function buildSampleGate(overrides: Partial<DriftReport> = {}): GateReport {
  const web = 'Deployment.apps shop/web';
  const settings = 'ConfigMap shop/settings';
  const proposed: readonly Difference[] = [
    buildUnmanaged('ClusterRoleBinding.rbac.authorization.k8s.io emergency-access'),
    buildUnmanaged('ConfigMap shop/old', null),
    buildMissingObject('ConfigMap shop/new', buildOrigin('deploy/shop/new.yaml', 1)),
    buildModified(settings, [buildChanged(level, 'warn', 'debug')], buildOrigin('deploy/shop/settings.yaml', 1)),
    buildModified(web, [
      buildChanged(replicas, 3, 5),
      buildChanged(image, 'registry.example.com/web:42', 'registry.example.com/web:41', UNKNOWN),
      buildMissing(
        buildPath(...container, 'readinessProbe'),
        { httpGet: { path: '/ready', port: 8080 }, periodSeconds: 5 },
        { cause: 'removed' },
      ),
      buildChanged(buildPath('spec', 'revisionHistoryLimit'), 3, 10, { cause: 'not-yet-applied' }),
    ]),
  ];
  const before: readonly Difference[] = [
    buildUnmanaged('ClusterRoleBinding.rbac.authorization.k8s.io emergency-access'),
    buildModified(settings, [buildChanged(level, 'info', 'debug')], buildOrigin('deploy/shop/settings.yaml', 1)),
    buildModified(web, [buildChanged(replicas, 3, 5)]),
    buildModified('Service shop/api', [buildChanged(type, 'ClusterIP', 'NodePort')]),
  ];
  const entries = [
    describe('untouched', proposed[0]),
    describe('withdraws', proposed[1]),
    describe('creates', proposed[2]),
    describe('overwritten', proposed[3], ['.data.LOG_LEVEL']),
    describe('untouched', proposed[4], ['.spec.replicas']),
    describe('changes', proposed[4], [
      '.spec.template.spec.containers[name="web"].image',
      '.spec.template.spec.containers[name="web"].readinessProbe',
    ]),
    describe('pending', proposed[4], ['.spec.revisionHistoryLimit']),
    describe('adopted', before[3], ['.spec.type'], 'base'),
  ];
  const count = (group: string): number => countDepartures(entries.filter(({ fate }) => groupOf(fate) === group));
  const report = buildReport(proposed, overrides);
  const [revision] = report.revisions;
  const old = { ...revision, commit: '9d0c1b2a7f6e5d4c3b2a19087f6e5d4c3b2a1908', revision: 'main' } as DriftReport['revisions'][number];
  return {
    schemaVersion: 1,
    type: 'gate',
    source: revision?.source ?? 'shop',
    verdict: 'drifted',
    counts: { drifted: count('drifted'), willChange: count('will-change'), adopted: count('adopted'), gaps: report.unchecked.length },
    entries,
    report,
    base: buildReport(before, { revisions: [old, ...report.revisions.slice(1)] }),
  };
}

function describe(
  fate: GateFate,
  difference: Difference | undefined,
  fields?: readonly string[],
  side: GateEntry['side'] = 'proposed',
): GateEntry {
  if (difference === undefined) throw new Error('the sample has no such difference');
  return { fate, side, type: difference.type, ref: difference.ref, ...(fields === undefined ? {} : { fields }) };
}
