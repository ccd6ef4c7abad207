import { ruleForKinds } from '../never-listed.ts';

/** wg-policy-prototypes (policy reports); kyverno:api (its own reports and requests); gatekeeper:apis/status; trivy-operator:docs (reports). */
export const policyReports = ruleForKinds({
  name: 'policy-reports',
  reason: 'Policy engines and scanners write down here what they found.',
  kinds: [
    'PolicyReport.wgpolicyk8s.io',
    'ClusterPolicyReport.wgpolicyk8s.io',
    'Report.openreports.io',
    'ClusterReport.openreports.io',
    'EphemeralReport.reports.kyverno.io',
    'ClusterEphemeralReport.reports.kyverno.io',
    'UpdateRequest.kyverno.io',
    '*PodStatus.status.gatekeeper.sh',
    '*Report.aquasecurity.github.io',
  ],
});
