import type { Difference } from '../../functions/core/difference.ts';
import { buildGateReport, type GateReport } from '../../functions/core/gate/gate-report.ts';
import type { GateSide } from '../../functions/core/gate/gate-side.ts';
import { formatRef, type KubeObject } from '../../functions/core/kube-object.ts';
import type { DriftReport } from '../../functions/core/report.ts';
import type { SeverityLevel } from '../../functions/core/severity/severity.ts';
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

const BINDING = 'ClusterRoleBinding.rbac.authorization.k8s.io emergency-access';
const WEB = 'Deployment.apps shop/web';
const SETTINGS = 'ConfigMap shop/settings';
const API = 'Service shop/api';
const [OLD, NEW] = ['ConfigMap shop/old', 'ConfigMap shop/new'];
const PROBE = { httpGet: { path: '/ready', port: 8080 }, periodSeconds: 5 };
const container = ['spec', 'template', 'spec', 'containers', { name: 'web' }] as const;
const level = (desired: string) =>
  buildModified(SETTINGS, [buildChanged(buildPath('data', 'LOG_LEVEL'), desired, 'debug')], buildOrigin('deploy/shop/settings.yaml', 1));
const replicas = buildChanged(buildPath('spec', 'replicas'), 3, 5);
const history = buildChanged(buildPath('spec', 'revisionHistoryLimit'), 3, 10, { cause: 'not-yet-applied' });

const PROPOSED: readonly Difference[] = [
  buildUnmanaged(BINDING),
  buildUnmanaged(OLD, null),
  buildMissingObject(NEW, buildOrigin('deploy/shop/new.yaml', 1)),
  level('warn'),
  buildModified(WEB, [
    replicas,
    buildChanged(buildPath(...container, 'image'), 'registry.example.com/web:42', 'registry.example.com/web:41', { cause: 'unknown' }),
    buildMissing(buildPath(...container, 'readinessProbe'), PROBE, { cause: 'removed' }),
    history,
  ]),
];
const BEFORE: readonly Difference[] = [
  buildUnmanaged(BINDING),
  level('info'),
  buildModified(WEB, [replicas, history]),
  buildModified(API, [buildChanged(buildPath('spec', 'type'), 'ClusterIP', 'NodePort')]),
];

const spec = (rest: KubeObject): KubeObject => ({
  spec: { replicas: 3, revisionHistoryLimit: 3, template: { spec: { containers: [{ name: 'web', ...rest }] } } },
});
const SAID: Readonly<Record<string, KubeObject>> = {
  [WEB]: spec({ image: 'registry.example.com/web:41' }),
  [SETTINGS]: { data: { LOG_LEVEL: 'info' } },
  [API]: { spec: { type: 'ClusterIP' } },
  [OLD]: {},
};
const SAYS: Readonly<Record<string, KubeObject>> = {
  [WEB]: spec({ image: 'registry.example.com/web:42', readinessProbe: PROBE }),
  [SETTINGS]: { data: { LOG_LEVEL: 'warn' } },
  [API]: { spec: { type: 'NodePort' } },
  [NEW]: {},
};

/** A release of shop to prod-eu: one departure of each fate and more. */
export function buildSampleGate(
  options: { readonly failOn?: SeverityLevel; readonly drifted?: boolean; readonly report?: Partial<DriftReport> } = {},
): GateReport {
  const { failOn, drifted = true } = options;
  const keep = (differences: readonly Difference[], causes: readonly string[]): Difference[] =>
    drifted ? [...differences] : differences.flatMap((difference) => withoutHands(difference, causes));
  const [proposed, before] = [keep(PROPOSED, ['unknown', 'removed', 'not-yet-applied']), keep(BEFORE, ['not-yet-applied'])];
  const report = buildReport(proposed, options.report);
  const old = report.revisions.map((revision) => ({ ...revision, commit: '9d0c1b2a7f6e5d4c3b2a19087f6e5d4c3b2a1908' }));
  return buildGateReport({
    source: 'shop',
    report,
    proposed: buildSide(proposed, SAYS),
    base: { report: buildReport(before, { revisions: old }), side: buildSide(before, SAID) },
    overrides: [],
    ...(failOn === undefined ? {} : { failOn }),
  });
}

/** What is left of a difference where nobody changed anything by hand. */
function withoutHands(difference: Difference, causes: readonly string[]): Difference[] {
  if (difference.type !== 'modified') return formatRef(difference.ref) === BINDING ? [] : [difference];
  const fields = difference.fields.filter(({ cause }) => causes.includes(cause));
  return fields.length === 0 ? [] : [{ ...difference, fields }];
}

function buildSide(differences: readonly Difference[], bodies: Readonly<Record<string, KubeObject>>): GateSide {
  const bodyOf = (ref: Difference['ref']): KubeObject | undefined => bodies[formatRef(ref)];
  return { differences, bodyOf, declares: (ref) => bodyOf(ref) !== undefined, isUnchecked: () => false };
}
