import type { ManagerRule } from '../manager-rule.ts';

/** external-dns:pkg/client/config.go; the older name follows from the binary-name rule. */
export const externalDnsManagers: readonly ManagerRule[] = [
  { manager: 'ExternalDNS', class: 'controller', who: 'ExternalDNS', confidence: 'high' },
  { manager: 'external-dns', class: 'controller', who: 'ExternalDNS', confidence: 'low' },
];
