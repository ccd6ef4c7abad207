import { formatPath } from '../field-path.ts';
import { refKey } from '../kube-object.ts';
import type { MachineryRule } from './machinery-rule.ts';

/** `replicas` under an autoscaler, while the value is inside its bounds; outside them it is drift. */
export const autoscaledReplicas: MachineryRule = {
  name: 'autoscaled-replicas',
  reason: 'An autoscaler targets this object, and the number of replicas is within its bounds.',
  explains: ({ ref, path, live, autoscalers }) => {
    if (typeof live !== 'number' || formatPath(path) !== '.spec.replicas') return false;
    const key = refKey(ref);
    return autoscalers.some(({ target, minimum, maximum }) => target === key && live >= minimum && live <= maximum);
  },
};
