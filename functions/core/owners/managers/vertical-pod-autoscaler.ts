import type { ManagerRule } from '../manager-rule.ts';

/** autoscaler:vertical-pod-autoscaler/pkg (each Dockerfile); the name with an architecture was seen in cluster dumps. The others are words that others use too. */
export const verticalPodAutoscalerManagers: readonly ManagerRule[] = [
  {
    manager: /^(recommender|updater|admission-controller)-(amd64|arm64|arm|ppc64le|s390x)$/,
    class: 'controller',
    who: 'the Vertical Pod Autoscaler',
    confidence: 'high',
  },
  { manager: /^(recommender|updater|admission-controller)$/, class: 'controller', who: 'the Vertical Pod Autoscaler', confidence: 'low' },
];
