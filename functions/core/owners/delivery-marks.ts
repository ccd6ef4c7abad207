import { argoCdMark } from './delivery-marks/argo-cd.ts';
import { fluxHelmReleaseMark } from './delivery-marks/flux-helm-release.ts';
import { fluxKustomizationMark } from './delivery-marks/flux-kustomization.ts';
import { helmMark } from './delivery-marks/helm.ts';
import { kappMark } from './delivery-marks/kapp.ts';
import { sveltosMark } from './delivery-marks/sveltos.ts';
import type { DeliveryMark } from './manager-rule.ts';

/** Every mark by which an object proves who delivers it. First match wins: Helm's comes after the tools that call Helm. */
export const DELIVERY_MARKS: readonly DeliveryMark[] = [
  argoCdMark,
  fluxKustomizationMark,
  fluxHelmReleaseMark,
  kappMark,
  sveltosMark,
  helmMark,
];
