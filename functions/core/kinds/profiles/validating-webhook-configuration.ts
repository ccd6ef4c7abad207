import type { KindProfile } from '../kind-profile.ts';
import { CA_BUNDLE_SPOTS } from '../webhook-spots.ts';

/** Only the authority: failurePolicy, rules and selectors decide what the webhook sees, whoever wrote them. */
export const validatingWebhookConfiguration: KindProfile = {
  group: 'admissionregistration.k8s.io',
  kind: 'ValidatingWebhookConfiguration',
  spots: CA_BUNDLE_SPOTS,
};
