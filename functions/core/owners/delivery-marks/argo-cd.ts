import type { DeliveryMark } from '../manager-rule.ts';

/**
 * argo-cd:common/common.go (AnnotationKeyAppInstance). The label app.kubernetes.io/instance alone proves nothing: every chart sets it.
 * Older releases, and RBAC kinds to this day, are written under the name of the program (gitops-engine/pkg/utils/kube/resource_ops.go).
 */
export const argoCdMark: DeliveryMark = {
  tool: 'Argo CD',
  isMarked: ({ annotations }) => typeof annotations['argocd.argoproj.io/tracking-id'] === 'string',
  managers: ['argocd-controller', 'argocd-application-controller'],
};
