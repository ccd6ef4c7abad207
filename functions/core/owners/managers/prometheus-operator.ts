import type { ManagerRule } from '../manager-rule.ts';

/** prometheus-operator:pkg/k8s/k8s.go; seen in cluster dumps. */
export const prometheusOperatorManagers: readonly ManagerRule[] = [
  { manager: 'PrometheusOperator', class: 'controller', who: 'the Prometheus operator', confidence: 'high' },
];
