import type { ManagerRule } from '../manager-rule.ts';

/** Velero, its own objects and what it restores; seen in cluster dumps. */
export const veleroManagers: readonly ManagerRule[] = [
  { manager: 'velero-server', class: 'controller', who: 'Velero', confidence: 'high' },
];
