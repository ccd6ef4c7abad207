import type { ManagerRule } from '../manager-rule.ts';

/** Names the API server invents when it no longer knows who wrote (apimachinery pkg/util/managedfields/internal: skipnonapplied.go, capmanagers.go). */
export const syntheticManagers: readonly ManagerRule[] = [
  {
    manager: 'before-first-apply',
    operation: 'Update',
    class: 'unknown-author',
    who: 'whoever wrote before the first apply',
    confidence: 'high',
  },
  {
    manager: 'ancient-changes',
    operation: 'Update',
    class: 'unknown-author',
    who: 'one of the oldest of more than ten writers',
    confidence: 'high',
  },
];
