import { compileKinds } from '../diff/plan-reads.ts';
import type { UnmanagedRule } from './unmanaged-rule.ts';

/** Makes the rule for kinds that only machines write: never listed for themselves, and let go where git declares one of the kind and so all are read. */
export function ruleForKinds({ name, reason, kinds }: { name: string; reason: string; kinds: readonly string[] }): UnmanagedRule {
  const isOneOf = compileKinds(kinds);
  return { name, reason, neverListed: kinds, isMachineMade: ({ ref }) => isOneOf(ref) };
}
