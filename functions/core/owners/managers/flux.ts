import type { ManagerRule } from '../manager-rule.ts';

/** kustomize-controller:main.go, helm-controller:main.go (kube.ManagedFieldsManager), flux2:internal/utils/apply.go. */
export const fluxManagers: readonly ManagerRule[] = [
  { manager: 'kustomize-controller', class: 'second-writer', who: 'Flux (Kustomization)', confidence: 'high' },
  { manager: 'helm-controller', class: 'second-writer', who: 'Flux (HelmRelease)', confidence: 'high' },
  {
    manager: 'flux',
    operation: 'Apply',
    class: 'second-writer',
    who: 'flux bootstrap or install, by a person or a pipeline',
    confidence: 'high',
  },
];
