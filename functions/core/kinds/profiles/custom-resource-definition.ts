import type { KindProfile } from '../kind-profile.ts';

/** cert-manager:pkg/controller/cainjector/reconciler.go; k8s.io/apiextensions-apiserver:pkg/apis/apiextensions/v1/types.go (the finalizer). */
export const customResourceDefinition: KindProfile = {
  group: 'apiextensions.k8s.io',
  kind: 'CustomResourceDefinition',
  spots: [
    {
      path: '/spec/conversion/webhook/clientConfig/caBundle',
      who: 'whoever issues the certificate of the webhook',
      reason: 'An injector puts the authority of the webhook here, and renews it.',
    },
    {
      path: '/metadata/finalizers/customresourcecleanup.apiextensions.k8s.io',
      who: 'the API server',
      reason: 'It holds the definition until its objects are gone.',
    },
  ],
};
