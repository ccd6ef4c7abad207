import type { KindProfile } from '../kind-profile.ts';
import { RELOADER_SPOTS } from '../reloader-spots.ts';

/**
 * The template generation: seen on a real 1.34 control plane; kubernetes/kubernetes:pkg/registry/apps/daemonset/strategy.go and
 * k8s.io/api/apps/v1/types.go (DeprecatedTemplateGeneration).
 */
export const daemonSet: KindProfile = {
  group: 'apps',
  kind: 'DaemonSet',
  spots: [
    {
      path: '/metadata/annotations/deprecated.daemonset.template.generation',
      who: 'the API server',
      reason: 'The API server counts the changes of the template here.',
      isMachineValue: (live) => typeof live === 'string' && /^\d+$/.test(live),
    },
    ...RELOADER_SPOTS,
  ],
};
