import type { UnmanagedCandidate } from './unmanaged-rule.ts';
import { UNMANAGED_RULES } from './unmanaged-rules.ts';

/** The ConfigMap through which EKS decides who may enter a cluster: EKS or a person may have written it, so it is always shown. */
function isAlwaysShown({ ref }: UnmanagedCandidate): boolean {
  return ref.group === '' && ref.kind === 'ConfigMap' && ref.namespace === 'kube-system' && ref.name === 'aws-auth';
}

/** The rule by which an object in no repository is rightly in none, or undefined where it is unmanaged. */
export function judgeUnmanaged(candidate: UnmanagedCandidate): { readonly rule: string; readonly reason: string } | undefined {
  if (isAlwaysShown(candidate)) return undefined;
  const rule = UNMANAGED_RULES.find(({ isMachineMade }) => isMachineMade(candidate));
  return rule && { rule: rule.name, reason: rule.reason };
}
