import type { ManagerRule } from '../manager-rule.ts';

/** cert-manager:pkg/util/useragent.go, pkg/controller/context.go: one name per controller; cmd/cainjector/app/controller.go. */
export const certManagerManagers: readonly ManagerRule[] = [
  { manager: 'cert-manager-cainjector', class: 'controller', who: 'the CA injector of cert-manager', confidence: 'high' },
  { manager: /^cert-manager-[a-z-]+$/, class: 'controller', who: 'cert-manager', confidence: 'high' },
];
