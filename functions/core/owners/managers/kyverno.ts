import type { ManagerRule } from '../manager-rule.ts';

/** kyverno:.ko.yaml: one binary per controller, three of them under names that others may use too. */
export const kyvernoManagers: readonly ManagerRule[] = [
  { manager: 'kyverno', class: 'controller', who: 'Kyverno', confidence: 'high' },
  { manager: 'kyverno-init', class: 'controller', who: 'Kyverno', confidence: 'high' },
  { manager: 'background-controller', class: 'controller', who: 'the Kyverno background controller', confidence: 'low' },
  { manager: 'cleanup-controller', class: 'controller', who: 'the Kyverno cleanup controller', confidence: 'low' },
  { manager: 'reports-controller', class: 'controller', who: 'the Kyverno reports controller', confidence: 'low' },
];
