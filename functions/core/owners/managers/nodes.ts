import type { ManagerRule } from '../manager-rule.ts';

/** kubernetes:cmd/kubelet, cmd/kube-scheduler, cmd/kubeadm under their file names; seen in cluster dumps (Pods and Nodes; selected-node of claims; the coredns ConfigMap). */
export const nodeManagers: readonly ManagerRule[] = [
  { manager: 'kubelet', class: 'controller', who: 'kubelet', confidence: 'high' },
  { manager: 'kube-scheduler', class: 'controller', who: 'kube-scheduler', confidence: 'high' },
  { manager: 'kubeadm', class: 'controller', who: 'kubeadm', confidence: 'high' },
];
