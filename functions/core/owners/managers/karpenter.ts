import type { ManagerRule } from '../manager-rule.ts';

/** karpenter:pkg/operator/operator.go. */
export const karpenterManagers: readonly ManagerRule[] = [
  { manager: 'karpenter', class: 'controller', who: 'Karpenter', confidence: 'high' },
];
