import type { UnmanagedCandidate } from './unmanaged-rule.ts';

/** Objects known by their exact names. `namespace` null: cluster-scoped; absent: in any namespace. `kinds` as `Kind` (core group) or `Kind.group`. */
export interface WellKnown {
  readonly kinds: readonly string[];
  readonly namespace?: string | null;
  readonly names: readonly string[];
}

/** Makes the test whether an object is one of these. */
export function compileWellKnown(...entries: readonly WellKnown[]): (candidate: UnmanagedCandidate) => boolean {
  const known = entries.map(({ kinds, namespace, names }) => ({ kinds: new Set(kinds), namespace, names: new Set(names) }));
  return ({ ref }) =>
    known.some(
      ({ kinds, namespace, names }) =>
        names.has(ref.name) && kinds.has(kindOf(ref)) && (namespace === undefined || namespace === ref.namespace),
    );
}

/** `Kind`, or `Kind.group` outside the core group. */
export function kindOf({ group, kind }: UnmanagedCandidate['ref']): string {
  return group === '' ? kind : `${kind}.${group}`;
}

const RBAC: ReadonlySet<string> = new Set(['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding']);

/** True for the four kinds that grant rights. */
export function isGrant({ group, kind }: UnmanagedCandidate['ref']): boolean {
  return group === 'rbac.authorization.k8s.io' && RBAC.has(kind);
}

const INTERCEPTING: ReadonlySet<string> = new Set(['admissionregistration.k8s.io', 'apiregistration.k8s.io']);

/** True for what gives power over the whole cluster: grants, and what sees or answers other callers' requests. */
export function isPowerful(ref: UnmanagedCandidate['ref']): boolean {
  return isGrant(ref) || INTERCEPTING.has(ref.group);
}
