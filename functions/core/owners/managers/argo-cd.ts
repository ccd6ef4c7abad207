import type { ManagerRule } from '../manager-rule.ts';

/**
 * argo-cd:common/common.go (ArgoCDSSAManager), gitops-engine/pkg/utils/kube/resource_ops.go, cmd/argocd-server/commands/argocd_server.go.
 * The server is the web console and the API behind it: what it writes, somebody clicked.
 */
export const argoCdManagers: readonly ManagerRule[] = [
  { manager: 'argocd-controller', class: 'second-writer', who: 'Argo CD', confidence: 'high' },
  { manager: 'argocd-application-controller', class: 'second-writer', who: 'Argo CD', confidence: 'high' },
  { manager: 'argocd-server', class: 'person', who: 'the Argo CD console, CLI or API', confidence: 'high' },
  { manager: 'argocd-applicationset-controller', class: 'controller', who: 'the Argo CD ApplicationSet controller', confidence: 'high' },
  { manager: 'argocd-notifications-controller', class: 'controller', who: 'the Argo CD notifications controller', confidence: 'high' },
];
