import type { ManagerRule } from '../manager-rule.ts';

/** pulumi-kubernetes:provider/pkg/provider/provider.go, await.go: one name in client-side mode, one with a random suffix per resource in server-side mode. */
export const pulumiManagers: readonly ManagerRule[] = [
  { manager: 'pulumi-kubernetes', class: 'second-writer', who: 'Pulumi', confidence: 'high' },
  { manager: 'pulumi-kubernetes.exe', class: 'second-writer', who: 'Pulumi', confidence: 'high' },
  { manager: 'pulumi-resource-kubernetes', class: 'second-writer', who: 'Pulumi', confidence: 'high' },
  { manager: /^pulumi-kubernetes-[0-9a-f]+$/, class: 'second-writer', who: 'Pulumi', confidence: 'high' },
];
