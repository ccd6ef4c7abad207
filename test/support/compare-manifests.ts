import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildReport } from '../../functions/core/build-report.ts';
import { type Check, type Scope, WHOLE_CLUSTER } from '../../functions/core/check.ts';
import type { DesiredState } from '../../functions/core/desired-state.ts';
import { createStateComparison } from '../../functions/core/diff/compare-states.ts';
import { compileIgnoreRules, type IgnoreRule } from '../../functions/core/diff/ignore-rules.ts';
import { planReads } from '../../functions/core/diff/plan-reads.ts';
import { loadDefaults } from '../../functions/core/kinds/defaults-tables.ts';
import { createSpotFinder } from '../../functions/core/kinds/find-spot.ts';
import { type KubeObject, refKey, splitApiVersion } from '../../functions/core/kube-object.ts';
import type { Discovery, LivePage, ServedKind } from '../../functions/core/live-state.ts';
import { parseManifests } from '../../functions/core/manifests/parse-manifests.ts';
import { createMask } from '../../functions/core/mask/create-mask.ts';
import { createClassifier } from '../../functions/core/owners/classify-manager.ts';
import type { DriftReport } from '../../functions/core/report.ts';
import type { GroupVersionSchema } from '../../functions/core/schema/field-schema.ts';
import { judgeReport } from '../../functions/core/severity/judge-report.ts';
import { NEVER_LISTED } from '../../functions/core/unmanaged/unmanaged-rules.ts';

/** Of the kinds of the golden cases, by apiVersion. */
export const schemas = new Map(
  Object.entries(JSON.parse(readFileSync(join(import.meta.dirname, 'schemas.json'), 'utf8')) as Record<string, GroupVersionSchema>),
);
/** Of the minor version that the golden cases are from. */
export const defaults = await loadDefaults('v1.34.4');

const CLUSTER_SCOPED = new Set([
  'Namespace',
  'ClusterRole',
  'ClusterRoleBinding',
  'ValidatingWebhookConfiguration',
  'ClusterExternalSecret',
  'ClusterIssuer',
]);

/** Custom resources whose definitions are not in `schemas.json`; their fields are compared by managedFields. */
const WITHOUT_SCHEMA: Readonly<Record<string, readonly string[]>> = {
  'bitnami.com/v1alpha1': ['SealedSecret'],
  'external-secrets.io/v1': ['ExternalSecret', 'ClusterExternalSecret'],
  'secrets-store.csi.x-k8s.io/v1': ['SecretProviderClass'],
  'cert-manager.io/v1': ['Certificate', 'Issuer', 'ClusterIssuer'],
};

/** A cluster that serves just the kinds of `schemas.json` and of `WITHOUT_SCHEMA`. */
export const discovery: Discovery = {
  serverVersion: 'v1.34.4',
  unreadable: [],
  kinds: [
    ...[...schemas].flatMap(([groupVersion, { kinds }]) => serve(groupVersion, Object.keys(kinds))),
    ...Object.entries(WITHOUT_SCHEMA).flatMap(([groupVersion, kinds]) => serve(groupVersion, kinds)),
  ],
};

function serve(groupVersion: string, kinds: readonly string[]): ServedKind[] {
  const { group, version } = splitApiVersion(groupVersion);
  return kinds.map((kind) => ({
    group,
    version,
    kind,
    resource: `${kind.toLowerCase()}s`,
    namespaced: !CLUSTER_SCOPED.has(kind),
    verbs: ['get', 'list'],
    preferred: true,
  }));
}

const CHECK: Check = { id: 'test', cluster: { name: 'test', server: 'https://cluster.test' }, sources: [], scope: WHOLE_CLUSTER };
const NOW = '2026-11-21T12:00:00Z';

/** Parses the text of one file as the desired state of a check. */
export function declare(text: string, file = 'desired.yaml'): DesiredState {
  return { revisions: [], ...parseManifests(text, { source: 'git', file, defaultNamespace: 'default' }) };
}

/** Parses the text of one file as the objects of a cluster. */
export function readObjects(text: string): readonly KubeObject[] {
  return declare(text, 'live.yaml')
    .objects.concat(declare(text, 'live.yaml').hooks)
    .map((object) => object.body);
}

export interface CompareOptions {
  readonly scope?: Scope;
  readonly explain?: boolean;
  /** What the cluster serves; absent: just the kinds of `schemas.json`. */
  readonly serves?: Discovery;
  /** The minor version's table of defaults is not there. */
  readonly withoutDefaults?: boolean;
  /** The report before, and the commit that is compared now. */
  readonly before?: Omit<DriftReport, 'cost'>;
  readonly ignore?: readonly IgnoreRule[];
  readonly readAt?: string;
}

/** The whole pure check, from parsed manifests and the objects a cluster holds to the report. */
export function compareManifests(
  desired: DesiredState,
  live: readonly KubeObject[],
  options: CompareOptions = {},
): Omit<DriftReport, 'cost'> {
  const scope = options.scope ?? WHOLE_CLUSTER;
  const plan = planReads(desired, options.serves ?? discovery, scope, NEVER_LISTED);
  const mask = createMask(Buffer.from('a key of the tests'));
  const findSpot = createSpotFinder();
  const classify = createClassifier({ controllers: [] });
  const comparison = createStateComparison({
    plan,
    schemas,
    defaults: options.withoutDefaults ? undefined : defaults,
    settings: {
      classify: (entry) => classify(entry).class,
      delivery: [],
      findSpot: (ref, path, value, object) => findSpot(ref.group, ref.kind, path, value, object),
    },
    scope,
    mask,
    explain: options.explain ?? true,
    watch: options.before && new Set(options.before.differences.map(({ ref }) => refKey(ref))),
  });
  for (const page of pagesOf(plan.reads, live)) comparison.addPage(page);
  const ignore = compileIgnoreRules(options.ignore ?? [], NOW, desired.objects);
  const report = buildReport({
    check: CHECK,
    desired,
    plan,
    findings: comparison.finish(new Set()),
    uncheckedKinds: [],
    ignores: ignore.judge,
    advise: ignore.advise,
    mask,
    explain: options.explain ?? true,
    before: options.before,
    readAt: options.readAt ?? NOW,
    serverVersion: discovery.serverVersion,
  });
  return judgeReport(report, []);
}

function pagesOf(reads: ReturnType<typeof planReads>['reads'], live: readonly KubeObject[]): LivePage[] {
  return reads.map((read) => ({
    read,
    objects: live.filter((object) => {
      const { group, version, kind } = read.served;
      return object['kind'] === kind && object['apiVersion'] === (group === '' ? version : `${group}/${version}`);
    }),
  }));
}
