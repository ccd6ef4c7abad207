/** A struct that no sample can hold. */
export interface UnreachableStruct {
  /** How its path ends. */
  readonly path: string;
  readonly reason: string;
  /** The first minor version in which a sample has to hold it after all. */
  readonly before?: string;
}

/** Whether a struct need not be in a sample of this minor version. */
export function isUnreachable(path: string, minor: string): boolean {
  return unreachableStructs.some((struct) => path.endsWith(struct.path) && (struct.before === undefined || isOlder(minor, struct.before)));
}

/** Whether one minor version came before another: `1.9` before `1.10`. */
export function isOlder(minor: string, other: string): boolean {
  return minor.localeCompare(other, 'en', { numeric: true }) < 0;
}

/** Named here, so that everything else must be in a sample. */
export const unreachableStructs: readonly UnreachableStruct[] = [
  { path: '.metadata.managedFields[]', reason: 'Records who wrote what; a template has none.' },
  { path: '.metadata.ownerReferences[]', reason: 'Names an owner that exists already; a template cannot.' },
  { path: '.ephemeralContainers[]', reason: 'Only the subresource of a running pod takes ephemeral containers.' },
  { path: '.volumeClaimTemplates[].status', reason: 'The claims made from the template have a status, the template has none.' },
  { path: '.jobTemplate.spec.selector', reason: 'The server refuses a selector in the template of a CronJob.' },
  { path: '.spec.configSource', reason: 'Dynamic configuration of kubelets was taken out of Kubernetes; the field remains.' },
  { path: '.spec.exempt', reason: 'Only the level named `exempt` may have it, and the server makes that one itself.' },
  { path: '.source.inlineVolumeSpec', reason: 'Only the attach controller writes it, for volumes that are being migrated to CSI.' },
  { path: '.spec.resources.claims[]', reason: 'A pod as a whole claims devices by `resourceClaims`; this is for its containers.' },
  { path: '.schedulingGroup', reason: 'Alpha; its feature gate is off.' },
  { path: '.workloadRef', reason: 'Alpha; its feature gate is off.' },
  { path: '.projected.sources[].podCertificate', reason: 'Its feature gate is off by default.' },
  { path: '.projected.sources[].clusterTrustBundle', reason: 'Its feature gate is off by default.' },
  { path: '.resizePolicy[]', reason: 'Its feature gate was off.', before: '1.33' },
  { path: 's[].resources.claims[]', reason: 'Dynamic resource allocation was off.', before: '1.34' },
  { path: '.resourceClaims[]', reason: 'Dynamic resource allocation was off.', before: '1.34' },
  { path: '.spec.resources', reason: 'Resources of a pod as a whole were off.', before: '1.34' },
  { path: '.hints.forNodes[]', reason: 'Its feature gate was off.', before: '1.34' },
  { path: '.env[].valueFrom.fileKeyRef', reason: 'Its feature gate was off.', before: '1.35' },
  { path: '.restartPolicyRules[]', reason: 'Its feature gate was off.', before: '1.35' },
  { path: '.volumes[].image', reason: 'Its feature gate was off.', before: '1.35' },
  { path: '.capacity', reason: 'Its feature gate was off.', before: '1.36' },
  { path: '.exactly.tolerations[]', reason: 'Its feature gate was off.', before: '1.36' },
  { path: '.firstAvailable[].tolerations[]', reason: 'Its feature gate was off.', before: '1.36' },
  { path: '.sharedCounters[]', reason: 'Its feature gate was off.', before: '1.36' },
  { path: '.consumesCounters[]', reason: 'Its feature gate was off.', before: '1.36' },
  { path: '.devices[].taints[]', reason: 'Its feature gate was off.', before: '1.36' },
  { path: '.devices[].nodeSelector', reason: 'Its feature gate was off.', before: '1.36' },
];
