import type { ManagerRule } from '../manager-rule.ts';

/** operator-lifecycle-manager:Dockerfile (/bin/olm). */
export const operatorLifecycleManagers: readonly ManagerRule[] = [
  { manager: 'olm', class: 'controller', who: 'the Operator Lifecycle Manager', confidence: 'high' },
];
