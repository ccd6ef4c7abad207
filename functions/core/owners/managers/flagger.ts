import type { ManagerRule } from '../manager-rule.ts';

/** flagger:Dockerfile. */
export const flaggerManagers: readonly ManagerRule[] = [{ manager: 'flagger', class: 'controller', who: 'Flagger', confidence: 'high' }];
