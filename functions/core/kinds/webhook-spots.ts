import type { Spot } from './kind-profile.ts';

/**
 * The authority of an admission webhook. cert-manager:pkg/controller/cainjector/reconciler.go, gatekeeper:main.go; seen in dumps of real clusters
 * with `pilot-discovery`, vault-k8s and Kyverno.
 */
export const CA_BUNDLE_SPOTS: readonly Spot[] = [
  {
    path: '/webhooks/*/clientConfig/caBundle',
    who: 'whoever issues the certificate of the webhook',
    reason: 'An injector puts the authority of the webhook here, and renews it.',
  },
];
