import type { ManagerRule } from '../manager-rule.ts';

/** Lens and OpenLens as seen in cluster dumps (label k8slens-edit-resource-version), k9s:internal/dao/dp.go. Any Node program may be called node-fetch. */
export const desktopClientManagers: readonly ManagerRule[] = [
  { manager: 'node-fetch', class: 'person', who: 'Lens or another Node program', confidence: 'low' },
  { manager: 'k9s', class: 'person', who: 'k9s', confidence: 'high' },
];
