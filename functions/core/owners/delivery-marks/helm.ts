import type { DeliveryMark } from '../manager-rule.ts';

/**
 * helm:pkg/action/validate.go: the annotation Helm puts on all it installs, whoever calls it: the command line, Flux, Terraform's provider
 * (helm:pkg/kube/client.go: its file name) or Rancher Fleet's agent (fleet:package/Dockerfile.agent).
 */
export const helmMark: DeliveryMark = {
  tool: 'Helm',
  isMarked: ({ annotations }) => typeof annotations['meta.helm.sh/release-name'] === 'string',
  managers: ['helm', 'helm-controller', 'fleetagent', /^terraform-provider-helm_v/],
};
