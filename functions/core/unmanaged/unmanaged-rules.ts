import { apiServerObjects } from './rules/api-server-objects.ts';
import { automanagedApiServices } from './rules/automanaged-api-services.ts';
import { bootstrapRoles } from './rules/bootstrap-roles.ts';
import { boundVolumes } from './rules/bound-volumes.ts';
import { clusterNotes } from './rules/cluster-notes.ts';
import { controllerServiceAccounts } from './rules/controller-service-accounts.ts';
import { defaultServiceAccounts } from './rules/default-service-accounts.ts';
import { distributionAddOns } from './rules/distribution-add-ons.ts';
import { eksAddOns } from './rules/eks-add-ons.ts';
import { eksControlPlane } from './rules/eks-control-plane.ts';
import { eksFirstObjects } from './rules/eks-first-objects.ts';
import { flowControl } from './rules/flow-control.ts';
import { helmReleases } from './rules/helm-releases.ts';
import { madeByControllers } from './rules/made-by-controllers.ts';
import { nodeRecords } from './rules/node-records.ts';
import { operatorRecords } from './rules/operator-records.ts';
import { ownedByController } from './rules/owned-by-controller.ts';
import { podsAndParts } from './rules/pods-and-parts.ts';
import { policyReports } from './rules/policy-reports.ts';
import { rootCertificates } from './rules/root-certificates.ts';
import { serviceAccountTokens } from './rules/service-account-tokens.ts';
import type { UnmanagedRule } from './unmanaged-rule.ts';

/** Every rule by which an object in no repository is none to report, the most telling first. */
export const UNMANAGED_RULES: readonly UnmanagedRule[] = [
  ownedByController,
  defaultServiceAccounts,
  controllerServiceAccounts,
  apiServerObjects,
  bootstrapRoles,
  automanagedApiServices,
  flowControl,
  rootCertificates,
  eksAddOns,
  eksControlPlane,
  eksFirstObjects,
  helmReleases,
  serviceAccountTokens,
  boundVolumes,
  distributionAddOns,
  podsAndParts,
  nodeRecords,
  clusterNotes,
  operatorRecords,
  policyReports,
  madeByControllers,
];

/** Kinds whose undeclared objects are never worth a request. */
export const NEVER_LISTED: readonly string[] = UNMANAGED_RULES.flatMap(({ neverListed }) => neverListed ?? []);
