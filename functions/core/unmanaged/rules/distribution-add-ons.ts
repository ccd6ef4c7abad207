import type { UnmanagedCandidate, UnmanagedRule } from '../unmanaged-rule.ts';
import { isPowerful } from '../well-known.ts';
import { isMachineWritten } from '../writers.ts';

/** Marks by which distributions know their own parts: kubernetes:cluster/addons/addon-manager (GKE, minikube), AKS documentation, wrangler:pkg/apply (k3s). */
function isMarked({ labels, annotations }: UnmanagedCandidate): boolean {
  return (
    labels['addonmanager.kubernetes.io/mode'] === 'Reconcile' ||
    labels['addonmanager.kubernetes.io/mode'] === 'EnsureExists' ||
    labels['kubernetes.azure.com/managedby'] === 'aks' ||
    annotations['objectset.rio.cattle.io/owner-gvk'] === 'k3s.cattle.io/v1, Kind=Addon'
  );
}

/** Anybody can put on a mark, so the object must be untouched as well: what `kubectl apply` wrote is reported. For one that gives power a mark is too little. */
export const distributionAddOns: UnmanagedRule = {
  name: 'distribution-add-ons',
  reason: 'The distribution installs it and keeps it in place.',
  isMachineMade: (candidate) => isMarked(candidate) && !isPowerful(candidate.ref) && isMachineWritten(candidate),
};
