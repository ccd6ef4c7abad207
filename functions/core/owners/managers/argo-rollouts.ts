import type { ManagerRule } from '../manager-rule.ts';

/** argo-rollouts:Dockerfile. Its kubectl plugin is a person (see kubectl). */
export const argoRolloutsManagers: readonly ManagerRule[] = [
  { manager: 'rollouts-controller', class: 'controller', who: 'Argo Rollouts', confidence: 'high' },
];
