import { compareRefs, compareText } from './kube-object.ts';
import type { Suppressed, SuppressedInstance } from './report.ts';

/** Counts what rules let go. With `explain` every place is kept; without, only the counts, so that memory does not grow with the cluster. */
export interface SuppressedTally {
  readonly add: (rule: string, reason: string, describe: () => SuppressedInstance) => void;
  readonly addAll: (other: SuppressedTally) => void;
  readonly list: () => readonly Suppressed[];
}

interface Count {
  count: number;
  readonly rule: string;
  readonly reason: string;
  readonly instances: SuppressedInstance[];
}

export function createTally(explain: boolean): SuppressedTally {
  const counts = new Map<string, Count>();
  const countOf = (rule: string, reason: string): Count => {
    const key = `${rule}\n${reason}`;
    const known = counts.get(key);
    if (known) return known;
    const fresh: Count = { count: 0, rule, reason, instances: [] };
    counts.set(key, fresh);
    return fresh;
  };
  return {
    add: (rule, reason, describe) => {
      const entry = countOf(rule, reason);
      entry.count++;
      if (explain) entry.instances.push(describe());
    },
    addAll: (other) => {
      for (const { rule, reason, count, instances } of other.list()) {
        const entry = countOf(rule, reason);
        entry.count += count;
        if (instances) entry.instances.push(...instances);
      }
    },
    list: () =>
      [...counts.values()]
        .sort((a, b) => b.count - a.count || compareText(a.rule, b.rule) || compareText(a.reason, b.reason))
        .map(({ rule, reason, count, instances }) => ({
          rule,
          reason,
          count,
          ...(explain ? { instances: sortInstances(instances) } : {}),
        })),
  };
}

function sortInstances(instances: readonly SuppressedInstance[]): readonly SuppressedInstance[] {
  return [...instances].sort((a, b) => compareRefs(a.ref, b.ref) || compareText(a.at ?? '', b.at ?? ''));
}
