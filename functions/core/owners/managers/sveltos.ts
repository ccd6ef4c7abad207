import type { ManagerRule } from '../manager-rule.ts';

/** sveltos:controllers/handlers_utils.go. */
export const sveltosManagers: readonly ManagerRule[] = [
  { manager: 'application/apply-patch', operation: 'Apply', class: 'second-writer', who: 'Sveltos', confidence: 'high' },
];
