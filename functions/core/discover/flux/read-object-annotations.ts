import type { IgnoreRule } from '../../config/ignore-rule.ts';
import type { DesiredObject } from '../../desired-state.ts';
import { annotationsOf, labelsOf } from '../../kube-object.ts';

const RECONCILE = 'kustomize.toolkit.fluxcd.io/reconcile';
const SSA = 'kustomize.toolkit.fluxcd.io/ssa';
const DRIFT = 'helm.toolkit.fluxcd.io/driftDetection';

/**
 * What an object in git tells Flux about itself (kustomize-controller: apply options; helm-controller: DriftDetectionMetadataKey). Read from git only:
 * in the cluster anybody who may edit the object could add it.
 */
export function readFluxAnnotations({
  body,
  origin,
  group,
  kind,
  name,
  namespace,
  defaultNamespace,
}: DesiredObject): readonly IgnoreRule[] {
  const marks = { ...labelsOf(body), ...annotationsOf(body) };
  const build = (what: string, reason: string, more: Pick<IgnoreRule, 'path'>): readonly IgnoreRule[] => [
    {
      source: origin.source,
      group,
      kind,
      name,
      namespace: namespace ?? defaultNamespace,
      isBesideObject: true,
      isOfTool: true,
      at: `${what} at ${origin.file}:${origin.line}`,
      owner: `${kind} ${name}`,
      reason,
      ...more,
    },
  ];
  const is = (key: string, value: string): boolean => String(marks[key] ?? '').toLowerCase() === value;
  if (is(RECONCILE, 'disabled')) return build(`${RECONCILE}: disabled`, 'Flux is told not to deliver it.', {});
  if (is(SSA, 'ignore')) return build(`${SSA}: Ignore`, 'Flux is told not to deliver it.', {});
  if (is(SSA, 'ifnotpresent'))
    return build(`${SSA}: IfNotPresent`, 'Flux is told to make it once, and to leave it alone then.', { path: '/*' });
  if (is(DRIFT, 'disabled')) return build(`${DRIFT}: disabled`, 'Flux is told to leave its drift alone.', { path: '/*' });
  return [];
}
