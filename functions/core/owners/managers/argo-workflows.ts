import type { ManagerRule } from '../manager-rule.ts';

/** argo-workflows:cmd/workflow-controller/main.go and client-go AddUserAgent. `argo` is the server as well as the command line. */
export const argoWorkflowsManagers: readonly ManagerRule[] = [
  { manager: 'workflow-controller', class: 'controller', who: 'Argo Workflows', confidence: 'high' },
  { manager: 'argoexec', class: 'controller', who: 'Argo Workflows', confidence: 'high' },
  { manager: 'argo', class: 'second-writer', who: 'the Argo Workflows server or command line', confidence: 'low' },
];
