import type { ManagerRule } from '../manager-rule.ts';

/** external-secrets:pkg/controllers/externalsecret/externalsecret_controller.go (one name per ExternalSecret), Dockerfile. */
export const externalSecretsManagers: readonly ManagerRule[] = [
  { manager: 'external-secrets', class: 'controller', who: 'External Secrets', confidence: 'high' },
  { manager: /^externalsecrets\.external-secrets\.io\/./, class: 'controller', who: 'External Secrets', confidence: 'high' },
];
