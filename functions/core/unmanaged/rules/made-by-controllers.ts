import { findManagerRule } from '../../owners/classify-manager.ts';
import type { UnmanagedCandidate, UnmanagedRule } from '../unmanaged-rule.ts';
import { isPowerful } from '../well-known.ts';
import { isControllerOnly } from '../writers.ts';

/** A restore brings back what somebody made once, under its own name. */
const RESTORERS: ReadonlySet<string> = new Set(['velero-server']);

/**
 * The table of field managers (core/owners/managers). Names like `manager` and `main` are shared by thousands of programs, a person's own among
 * them: good enough for most objects, not for one that gives power over the cluster.
 */
export const madeByControllers: UnmanagedRule = {
  name: 'made-by-controllers',
  reason: 'Nobody but controllers wrote it.',
  isMachineMade: (candidate) =>
    isControllerOnly(candidate) &&
    !candidate.writers.some(({ manager }) => RESTORERS.has(manager)) &&
    (!isPowerful(candidate.ref) || isByKnownController(candidate)),
};

function isByKnownController({ writers }: UnmanagedCandidate): boolean {
  // A name without a rule is a controller because the configuration says so.
  return writers.every(({ manager, operation }) => findManagerRule(manager, operation)?.confidence !== 'low');
}
