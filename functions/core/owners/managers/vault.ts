import type { ManagerRule } from '../manager-rule.ts';

/** vault-k8s:Dockerfile: the injector's webhook and its leader certificate. */
export const vaultManagers: readonly ManagerRule[] = [
  { manager: 'vault-k8s', class: 'controller', who: 'the Vault injector', confidence: 'high' },
];
