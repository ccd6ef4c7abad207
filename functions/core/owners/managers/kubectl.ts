import type { ManagerRule } from '../manager-rule.ts';

/**
 * kubectl, run at 1.32, 1.34 and 1.36; names in kubectl:pkg/cmd. Plain `kubectl` with Update is scale, cordon, drain and rollout undo: a person.
 * Client-side and server-side apply are what pipelines and people share. Any other `kubectl-` name is a subcommand or a plugin, by the binary-name rule.
 */
export const kubectlManagers: readonly ManagerRule[] = [
  { manager: 'kubectl-client-side-apply', class: 'second-writer', who: 'kubectl apply, by a person or a pipeline', confidence: 'high' },
  { manager: 'kubectl-last-applied', class: 'second-writer', who: 'the bookkeeping of kubectl apply --server-side', confidence: 'high' },
  {
    manager: 'kubectl',
    operation: 'Apply',
    class: 'second-writer',
    who: 'kubectl apply --server-side, by a person or a pipeline',
    confidence: 'high',
  },
  { manager: 'kubectl', operation: 'Update', class: 'person', who: 'kubectl scale, cordon, drain or rollout undo', confidence: 'high' },
  { manager: 'kubectl-create', class: 'person', who: 'kubectl create', confidence: 'high' },
  { manager: 'kubectl-edit', class: 'person', who: 'kubectl edit', confidence: 'high' },
  { manager: 'kubectl-patch', class: 'person', who: 'kubectl patch', confidence: 'high' },
  { manager: 'kubectl-set', class: 'person', who: 'kubectl set', confidence: 'high' },
  { manager: 'kubectl-label', class: 'person', who: 'kubectl label', confidence: 'high' },
  { manager: 'kubectl-annotate', class: 'person', who: 'kubectl annotate', confidence: 'high' },
  { manager: 'kubectl-rollout', class: 'person', who: 'kubectl rollout restart, pause or resume', confidence: 'high' },
  { manager: 'kubectl-replace', class: 'person', who: 'kubectl replace', confidence: 'high' },
  { manager: 'kubectl-taint', class: 'person', who: 'kubectl taint', confidence: 'high' },
  { manager: 'kubectl-autoscale', class: 'person', who: 'kubectl autoscale', confidence: 'high' },
  { manager: 'kubectl-expose', class: 'person', who: 'kubectl expose', confidence: 'high' },
  { manager: 'kubectl-run', class: 'person', who: 'kubectl run', confidence: 'high' },
  { manager: /^kubectl-/, class: 'person', who: 'a kubectl plugin', confidence: 'high' },
];
