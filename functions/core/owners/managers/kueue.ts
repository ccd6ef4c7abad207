import type { ManagerRule } from '../manager-rule.ts';

/** kueue:pkg/constants/constants.go, pkg/controller/jobframework/reconciler.go: one name per kind of job. */
export const kueueManagers: readonly ManagerRule[] = [
  { manager: 'kueue', class: 'controller', who: 'Kueue', confidence: 'high' },
  { manager: 'kueue-admission', class: 'controller', who: 'Kueue', confidence: 'high' },
  { manager: /^kueue-.+-controller$/, class: 'controller', who: 'Kueue', confidence: 'high' },
];
