import type { DeliveryMark } from '../manager-rule.ts';

/** helm-controller:internal/postrender: the origin labels of everything a HelmRelease installs; main.go for the manager. */
export const fluxHelmReleaseMark: DeliveryMark = {
  tool: 'Flux',
  isMarked: ({ labels }) => typeof labels['helm.toolkit.fluxcd.io/name'] === 'string',
  managers: ['helm-controller'],
};
