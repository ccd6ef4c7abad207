import type { ManagerRule } from '../manager-rule.ts';

/** Carvel kapp; seen in cluster dumps. */
export const kappManagers: readonly ManagerRule[] = [
  { manager: 'kapp', class: 'second-writer', who: 'kapp, by a person or a pipeline', confidence: 'high' },
];
