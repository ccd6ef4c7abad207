import type { KindProfile } from '../kind-profile.ts';

/** cert-manager:pkg/controller/cainjector/reconciler.go. */
export const apiService: KindProfile = {
  group: 'apiregistration.k8s.io',
  kind: 'APIService',
  spots: [
    {
      path: '/spec/caBundle',
      who: 'whoever issues the certificate of the API',
      reason: 'An injector puts the authority of the API here, and renews it.',
    },
  ],
};
