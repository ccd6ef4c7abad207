import type { UnmanagedRule } from '../unmanaged-rule.ts';
import { compileWellKnown } from '../well-known.ts';
import { isUntouched } from '../writers.ts';

const namespace = 'kube-system';
const isAddOn = compileWellKnown(
  {
    kinds: ['DaemonSet.apps'],
    namespace,
    names: ['aws-node', 'kube-proxy', 'eks-pod-identity-agent', 'ebs-csi-node', 'ebs-csi-node-windows'],
  },
  { kinds: ['Deployment.apps'], namespace, names: ['coredns', 'metrics-server', 'ebs-csi-controller', 'efs-csi-controller'] },
  { kinds: ['Service'], namespace, names: ['kube-dns', 'eks-extension-metrics-api'] },
  { kinds: ['ConfigMap'], namespace, names: ['coredns', 'kube-proxy', 'kube-proxy-config', 'amazon-vpc-cni'] },
  {
    kinds: ['ServiceAccount'],
    namespace,
    names: [
      'aws-cloud-provider',
      'aws-node',
      'coredns',
      'ebs-csi-controller-sa',
      'ebs-csi-node-sa',
      'eks-vpc-resource-controller',
      'kube-proxy',
      'metrics-server',
      'tagging-controller',
    ],
  },
  { kinds: ['APIService.apiregistration.k8s.io'], namespace: null, names: ['v1.metrics.eks.amazonaws.com'] },
);

/**
 * Listings of live EKS clusters (2023 to 2026); amazon-vpc-cni-k8s:config/master/aws-k8s-cni.yaml. What somebody applied or edited is reported, and
 * aws-auth is no add-on: it says who may enter the cluster.
 */
export const eksAddOns: UnmanagedRule = {
  name: 'eks-add-ons',
  reason: 'Every EKS cluster has these from Amazon EKS: network, names, proxy, metrics, volumes.',
  isMachineMade: (candidate) => isAddOn(candidate) && isUntouched(candidate),
};
