import type { ManagerRule } from '../manager-rule.ts';

/** keda:Dockerfile, Makefile. */
export const kedaManagers: readonly ManagerRule[] = [
  { manager: 'keda', class: 'controller', who: 'KEDA', confidence: 'high' },
  { manager: 'keda-adapter', class: 'controller', who: 'the KEDA metrics adapter', confidence: 'high' },
  { manager: 'keda-admission-webhooks', class: 'controller', who: 'the KEDA webhooks', confidence: 'high' },
];
