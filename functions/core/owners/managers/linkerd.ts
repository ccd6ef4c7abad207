import type { ManagerRule } from '../manager-rule.ts';

/** linkerd2:policy-controller/core/src/lib.rs. */
export const linkerdManagers: readonly ManagerRule[] = [
  {
    manager: 'linkerd.io/policy-controller',
    operation: 'Apply',
    class: 'controller',
    who: 'the Linkerd policy controller',
    confidence: 'high',
  },
];
