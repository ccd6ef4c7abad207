import type { ManagerRule } from '../manager-rule.ts';

/** datadog-operator:internal/controller/datadogagent/allowlistsynchronizer.go, datadogcsidriver/controller.go. */
export const datadogManagers: readonly ManagerRule[] = [
  { manager: 'datadog-operator-allowlist-synchronizer', class: 'controller', who: 'the Datadog operator', confidence: 'high' },
  { manager: 'datadogcsidriver-controller', class: 'controller', who: 'the Datadog operator', confidence: 'high' },
];
