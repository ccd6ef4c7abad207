import type { ManagerRule } from '../manager-rule.ts';

/** gatekeeper:main.go. */
export const gatekeeperManagers: readonly ManagerRule[] = [
  { manager: 'gatekeeper', class: 'controller', who: 'Gatekeeper', confidence: 'high' },
];
