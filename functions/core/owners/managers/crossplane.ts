import type { ManagerRule } from '../manager-rule.ts';

/**
 * provider-kubernetes:internal/controller/namespaced/object/object.go, crossplane-runtime:pkg/reconciler/managed/api.go.
 * The client-side name follows from the binary-name rule (provider-kubernetes:internal/controller/fieldmanager.go).
 */
export const crossplaneManagers: readonly ManagerRule[] = [
  {
    manager: /^provider-kubernetes\/./,
    operation: 'Apply',
    class: 'second-writer',
    who: 'Crossplane (provider-kubernetes)',
    confidence: 'high',
  },
  { manager: 'crossplane-kubernetes-provider', class: 'second-writer', who: 'Crossplane (provider-kubernetes)', confidence: 'low' },
  {
    manager: 'managed.crossplane.io/api-simple-reference-resolver',
    class: 'controller',
    who: 'the Crossplane reference resolver',
    confidence: 'high',
  },
];
