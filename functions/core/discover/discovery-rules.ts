import type { DiscoveryRule } from './discovery-rule.ts';
import { argoCdApplication } from './tools/argo-cd-application.ts';
import { argoCdApplicationSet } from './tools/argo-cd-application-set.ts';
import { fleetBundle } from './tools/fleet-bundle.ts';
import { fleetGitRepo } from './tools/fleet-git-repo.ts';
import { fleetHelmOp } from './tools/fleet-helm-op.ts';
import { fluxHelmRelease } from './tools/flux-helm-release.ts';
import { fluxKustomization } from './tools/flux-kustomization.ts';
import { helmRelease } from './tools/helm-release.ts';

/** Every kind by which a delivery tool is told what to deliver. */
export const DISCOVERY_RULES: readonly DiscoveryRule[] = [
  argoCdApplication,
  argoCdApplicationSet,
  fluxKustomization,
  fluxHelmRelease,
  fleetGitRepo,
  fleetHelmOp,
  fleetBundle,
  helmRelease,
];
