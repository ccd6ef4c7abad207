import type { KindProfile } from '../kind-profile.ts';

/** argo-cd:pkg/apis/application/v1alpha1/application_annotations.go: a request to read git anew, which the controller takes away when it is done. */
export const argoApplication: KindProfile = {
  group: 'argoproj.io',
  kind: 'Application',
  spots: [
    {
      path: '/metadata/annotations/argocd.argoproj.io~1refresh',
      who: 'Argo CD',
      reason: 'A request to read git anew stands here until it is done.',
      isMachineValue: (live) => live === 'normal' || live === 'hard',
    },
  ],
};
