import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findCacheDirectory } from './cache-directory.ts';
import { type KubernetesMinor, kubernetesVersions, minorsWithoutControllers } from './versions.ts';

/** Paths of the programs that make up one control plane. */
export interface ControlPlaneBinaries {
  etcd: string;
  apiServer: string;
  kubectl: string;
  /** Absent where only the API server could be had: nothing then reconciles Deployments or makes default ServiceAccounts. */
  controllerManager: string | null;
}

/** The programs in a directory that follows the naming of `KUBEBUILDER_ASSETS`, or null when one that is needed is not there. */
export function findBinariesIn(directory: string): ControlPlaneBinaries | null {
  const find = (name: string) => (existsSync(join(directory, name)) ? join(directory, name) : null);
  const [etcd, apiServer, kubectl] = [find('etcd'), find('kube-apiserver'), find('kubectl')];
  if (etcd === null || apiServer === null || kubectl === null) return null;
  return { etcd, apiServer, kubectl, controllerManager: find('kube-controller-manager') };
}

/** The directory that a build of this version ends in. It appears only when complete. */
export function locateBuild(minor: KubernetesMinor): string {
  return join(findCacheDirectory('control-plane'), kubernetesVersions[minor]);
}

/** What an earlier build left behind, or null. */
export function findBuiltBinaries(minor: KubernetesMinor): ControlPlaneBinaries | null {
  const binaries = findBinariesIn(locateBuild(minor));
  const complete = binaries !== null && (binaries.controllerManager !== null || minorsWithoutControllers.includes(minor));
  return complete ? binaries : null;
}
