import { findManagerRule } from '../../owners/classify-manager.ts';
import type { UnmanagedCandidate, UnmanagedRule } from '../unmanaged-rule.ts';
import { isGrant } from '../well-known.ts';
import { isControllerOnly } from '../writers.ts';

/**
 * The table of field managers (core/owners/managers). Names like `manager` and `main` are shared by thousands of programs, a person's own among
 * them: good enough for most objects, not for one that grants rights.
 */
export const madeByControllers: UnmanagedRule = {
  name: 'made-by-controllers',
  reason: 'Nobody but controllers wrote it.',
  isMachineMade: (candidate) => isControllerOnly(candidate) && (!isGrant(candidate.ref) || isByKnownController(candidate)),
};

function isByKnownController({ writers }: UnmanagedCandidate): boolean {
  // A name without a rule is a controller because the configuration says so.
  return writers.every(({ manager, operation }) => findManagerRule(manager, operation)?.confidence !== 'low');
}
