import type { ManagerRule } from '../manager-rule.ts';

/**
 * terraform-provider-kubernetes:kubernetes/provider.go, manifest/provider/plan.go; terraform-provider-kubectl:kubernetes/provider.go.
 * The Helm provider writes under its file name (helm:pkg/kube/client.go), seen in cluster dumps.
 */
export const terraformManagers: readonly ManagerRule[] = [
  { manager: 'HashiCorp', class: 'second-writer', who: 'Terraform', confidence: 'high' },
  { manager: 'Terraform', class: 'second-writer', who: 'Terraform', confidence: 'high' },
  { manager: /^terraform-provider-helm_v/, class: 'second-writer', who: 'Terraform (Helm provider)', confidence: 'high' },
];
