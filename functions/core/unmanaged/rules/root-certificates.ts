import type { UnmanagedRule } from '../unmanaged-rule.ts';
import { compileWellKnown } from '../well-known.ts';
import { isMachineWritten } from '../writers.ts';

const isNamed = compileWellKnown({ kinds: ['ConfigMap'], names: ['kube-root-ca.crt', 'istio-ca-root-cert'] });

/** kubernetes:pkg/controller/certificates/rootcacertpublisher, seen at 1.34; istio:pilot/pkg/bootstrap (the same for its own authority). */
export const rootCertificates: UnmanagedRule = {
  name: 'root-certificates',
  reason: 'A controller puts the authority of the cluster into every namespace.',
  isMachineMade: (candidate) => isNamed(candidate) && isMachineWritten(candidate),
};
