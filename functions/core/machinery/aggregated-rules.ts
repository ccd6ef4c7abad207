import type { MachineryRule } from './machinery-rule.ts';

/** `rules` of a ClusterRole with an aggregation rule: the control plane fills them from the roles it selects, whatever git says. */
export const aggregatedRules: MachineryRule = {
  name: 'aggregated-rules',
  reason: 'The rules of an aggregated ClusterRole follow its selectors; the control plane writes them.',
  explains: ({ ref, path, liveObject }) => {
    const first = path[0];
    const isRules = first !== undefined && 'field' in first && first.field === 'rules';
    return (
      isRules && ref.group === 'rbac.authorization.k8s.io' && ref.kind === 'ClusterRole' && liveObject['aggregationRule'] !== undefined
    );
  },
};
