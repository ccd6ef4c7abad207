import { EKS_NAMES } from '../eks-names.ts';
import type { UnmanagedRule } from '../unmanaged-rule.ts';
import { wasBootstrapped } from '../was-bootstrapped.ts';
import { compileWellKnown } from '../well-known.ts';

const isNamed = compileWellKnown(...EKS_NAMES);

/**
 * EKS brings its first objects with `kubectl apply`, under the name that people use too (dumps of real clusters: `eks:node-bootstrapper`, `coredns`).
 * What tells them apart is when: an object that was written again since is judged by who wrote it.
 */
export const eksFirstObjects: UnmanagedRule = {
  name: 'eks-first-objects',
  reason: 'Amazon EKS made it in the first moments of the cluster, and nobody wrote it since.',
  isMachineMade: (candidate) => isNamed(candidate) && wasBootstrapped(candidate),
};
