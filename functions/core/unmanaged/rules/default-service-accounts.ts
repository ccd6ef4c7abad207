import type { UnmanagedRule } from '../unmanaged-rule.ts';
import { compileWellKnown } from '../well-known.ts';
import { isUntouched } from '../writers.ts';

const isDefault = compileWellKnown({ kinds: ['ServiceAccount'], names: ['default'] });

/** kubernetes:pkg/controller/serviceaccount, run at 1.34: made with a name alone, so the server never tracks who writes it. */
export const defaultServiceAccounts: UnmanagedRule = {
  name: 'default-service-accounts',
  reason: 'The control plane makes the default ServiceAccount of every namespace.',
  isMachineMade: (candidate) => isDefault(candidate) && isUntouched(candidate),
};
