import type { ManagerRule } from '../manager-rule.ts';

/** Rancher writes for its own controllers and for whoever clicks in its console, under one name; seen in cluster dumps. */
export const rancherManagers: readonly ManagerRule[] = [
  { manager: 'rancher', class: 'second-writer', who: 'Rancher, or a person through it', confidence: 'low' },
];
