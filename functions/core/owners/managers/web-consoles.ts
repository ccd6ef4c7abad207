import type { ManagerRule } from '../manager-rule.ts';

/**
 * Consoles that pass the browser's User-Agent on (OpenShift and Istio objects in cluster dumps), and dashboard:modules/common/client/init.go.
 * Those with confidence low follow from the binary-name rule (client-go:rest/config.go).
 */
export const webConsoleManagers: readonly ManagerRule[] = [
  { manager: 'Mozilla', class: 'person', who: 'a browser, through a web console', confidence: 'high' },
  { manager: 'dashboard', class: 'person', who: 'Kubernetes Dashboard', confidence: 'low' },
  { manager: 'octant', class: 'person', who: 'Octant', confidence: 'low' },
  { manager: 'portainer', class: 'person', who: 'Portainer', confidence: 'low' },
  { manager: 'headlamp-server', class: 'person', who: 'Headlamp', confidence: 'low' },
];
