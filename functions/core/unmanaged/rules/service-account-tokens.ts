import type { UnmanagedRule } from '../unmanaged-rule.ts';
import { isMachineWritten } from '../writers.ts';

/** kubernetes:pkg/controller/serviceaccount/tokens_controller.go, run at 1.34. A token Secret that a person asked for has that person as a writer, and is reported. */
export const serviceAccountTokens: UnmanagedRule = {
  name: 'service-account-tokens',
  reason: 'The control plane made this token for a ServiceAccount.',
  isMachineMade: (candidate) =>
    candidate.ref.group === '' &&
    candidate.ref.kind === 'Secret' &&
    typeof candidate.annotations['kubernetes.io/service-account.name'] === 'string' &&
    isMachineWritten(candidate),
};
