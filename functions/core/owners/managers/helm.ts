import type { ManagerRule } from '../manager-rule.ts';

/** helm:cmd/helm/helm.go; run at 4.2.3. `Helm` is its User-Agent, which writes the release Secrets. */
export const helmManagers: readonly ManagerRule[] = [
  { manager: 'helm', class: 'second-writer', who: 'Helm, by a person or a pipeline', confidence: 'high' },
  { manager: 'Helm', operation: 'Update', class: 'second-writer', who: "Helm's record of a release", confidence: 'high' },
];
