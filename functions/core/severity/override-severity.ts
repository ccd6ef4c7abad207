import type { ClusterRef } from '../check.ts';
import type { SeverityOverride } from '../config/severity-override.ts';
import { compileSelection, type Selectable } from '../diff/compile-selection.ts';
import { compileGlob } from '../field-path.ts';
import { pending } from './rules/pending.ts';
import type { Severity } from './severity.ts';

/** The operator's say over the level of a departure: one field, or (without `path`) a whole object. */
export type OverrideSeverity = (severity: Severity, subject: Pick<Selectable, 'ref' | 'path' | 'at'>) => Severity;

/** Compiles the operator's levels for the checks of one cluster. The first that selects a departure sets its level; what waits is set by its name only. */
export function compileOverrides(overrides: readonly SeverityOverride[], { name: cluster, environment }: ClusterRef): OverrideSeverity {
  const concerned = overrides.filter((override) => isOfEnvironment(override, environment));
  if (concerned.length === 0) return (severity) => severity;
  const compiled = concerned.map((override) => ({ override, selects: compileSelection(override) }));
  return (severity, subject) => {
    const candidate: Selectable = { cluster, labels: {}, ...subject };
    const found = compiled.find(
      ({ override: { rule }, selects }) =>
        (rule === undefined ? severity.rule !== pending.name : rule === severity.rule) && selects(candidate),
    );
    if (found === undefined) return severity;
    const { level, reason, at } = found.override;
    return { ...severity, level, why: `${severity.why} (${reason})`, override: at };
  };
}

/** Of a cluster whose environment nobody told, no word about environments holds. */
function isOfEnvironment(override: SeverityOverride, environment: string | undefined): boolean {
  if (override.environment === undefined) return true;
  return environment !== undefined && compileGlob(override.environment)(environment);
}
