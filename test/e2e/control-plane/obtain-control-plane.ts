import type { ControlPlaneBinaries } from './binaries.ts';
import { buildControlPlane } from './build-control-plane.ts';
import { findControlPlane } from './find-control-plane.ts';
import { type KubernetesMinor, parseMinor } from './versions.ts';

/** The programs of a control plane, or why there can be none here: the text for `skip` of a test. */
export type ObtainedControlPlane = { readonly binaries: ControlPlaneBinaries } | { readonly skip: string };

/**
 * Finds a control plane for a test file, and builds it where that is possible; the first build takes minutes. Where it is not, says so loudly: a
 * suite that was skipped must not look like one that passed. `$PLUMBLINE_KUBERNETES` (`1.36`) chooses the version where the test does not.
 */
export async function obtainControlPlane(minor?: KubernetesMinor): Promise<ObtainedControlPlane> {
  const chosen = process.env['PLUMBLINE_KUBERNETES'];
  const search = await findControlPlane(minor ?? (chosen ? parseMinor(chosen) : undefined));
  switch (search.found) {
    case 'assets':
      return { binaries: search.binaries };
    case 'buildable':
      console.error(`building a Kubernetes ${search.minor} control plane for tests; this takes some minutes, once`);
      return { binaries: await buildControlPlane(search.minor) };
    case 'absent':
      console.error(`SKIPPED, nothing was proven against a real API server: ${search.reason}`);
      return { skip: search.reason };
  }
}

/** For tests in which controllers take part: a control plane without a controller manager is as good as none. */
export function requireControllers(obtained: ObtainedControlPlane): ObtainedControlPlane {
  if ('skip' in obtained || obtained.binaries.controllerManager !== null) return obtained;
  const skip = 'there is no kube-controller-manager beside the API server';
  console.error(`SKIPPED, nothing was proven: ${skip}`);
  return { skip };
}
