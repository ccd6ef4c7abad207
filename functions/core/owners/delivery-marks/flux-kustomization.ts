import type { DeliveryMark } from '../manager-rule.ts';

/** kustomize-controller:internal/controller/kustomization_controller.go: the owner labels of everything a Kustomization applies. */
export const fluxKustomizationMark: DeliveryMark = {
  tool: 'Flux',
  isMarked: ({ labels }) => typeof labels['kustomize.toolkit.fluxcd.io/name'] === 'string',
  managers: ['kustomize-controller'],
};
