import type { ManagerRule } from '../manager-rule.ts';

/** strimzi-kafka-operator:cluster-operator/src/main/java/io/strimzi/operator/cluster/Main.java, AbstractNamespacedResourceOperator.java. */
export const strimziManagers: readonly ManagerRule[] = [
  { manager: 'strimzi-cluster-operator', class: 'controller', who: 'Strimzi', confidence: 'high' },
  { manager: 'strimzi-kafka-operator', operation: 'Apply', class: 'controller', who: 'Strimzi', confidence: 'high' },
];
