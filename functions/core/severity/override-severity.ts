import type { SeverityOverride } from '../config/severity-override.ts';
import { compileSelection, type Selectable } from '../diff/compile-selection.ts';
import { pending } from './rules/pending.ts';
import type { Severity } from './severity.ts';

/** The operator's say over the level of a departure: one field, or (without `path`) a whole object. */
export type OverrideSeverity = (severity: Severity, subject: Pick<Selectable, 'ref' | 'path' | 'at'>) => Severity;

/** Compiles the operator's levels for the checks of one cluster. The first that selects a departure sets its level; what waits is set by its name only. */
export function compileOverrides(overrides: readonly SeverityOverride[], cluster: string): OverrideSeverity {
  if (overrides.length === 0) return (severity) => severity;
  const compiled = overrides.map((override) => ({ override, selects: compileSelection(override) }));
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
