import type { ManagerRule } from '../manager-rule.ts';

/** Seen in cluster dumps of OpenShift. */
export const openshiftManagers: readonly ManagerRule[] = [
  { manager: 'openshift-router', class: 'controller', who: 'the OpenShift router', confidence: 'high' },
];
