import type { ManagerRule } from '../manager-rule.ts';

/** fleet:package/Dockerfile.agent: the agent deploys with the Helm SDK, under its own file name; seen in cluster dumps. */
export const fleetManagers: readonly ManagerRule[] = [
  { manager: 'fleetagent', class: 'second-writer', who: 'Rancher Fleet', confidence: 'high' },
];
