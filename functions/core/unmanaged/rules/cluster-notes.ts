import { ruleForKinds } from '../never-listed.ts';

/** Notes of what happened, who leads and which addresses are taken: kubernetes pkg/registry (events, coordination, networking, certificates). */
export const clusterNotes = ruleForKinds({
  name: 'cluster-notes',
  reason: 'The control plane takes these notes while it works.',
  kinds: [
    'Event',
    'Event.events.k8s.io',
    'Lease.coordination.k8s.io',
    'LeaseCandidate.coordination.k8s.io',
    'ComponentStatus',
    'CertificateSigningRequest.certificates.k8s.io',
    'IPAddress.networking.k8s.io',
    'StorageVersion.internal.apiserver.k8s.io',
  ],
});
