import { compareText } from '../../functions/core/kube-object.ts';
import type { DocumentStore, Stored, WriteOptions } from '../../functions/io/documents/document-store.ts';

type Kept = Stored<unknown> & WriteOptions;

/** Documents in memory, copied on the way in and out as a real store does. */
export function createMemoryDocuments(now: () => number = () => 0): DocumentStore {
  const partitions = new Map<string, Map<string, Kept>>();
  const open = (partition: string): Map<string, Kept> => {
    const found = partitions.get(partition) ?? new Map<string, Kept>();
    partitions.set(partition, found);
    return found;
  };
  const find = (partition: string, id: string): Stored<unknown> | undefined => {
    const kept = open(partition).get(id);
    if (kept === undefined || (kept.expiresAt !== undefined && Date.parse(kept.expiresAt) <= now())) return undefined;
    return { id, version: kept.version, value: structuredClone(kept.value) };
  };
  return {
    read: async (partition, id) => find(partition, id) as never,
    list: async (partition) => [...open(partition).keys()].sort(compareText).flatMap((id) => find(partition, id) ?? []) as never,
    write: async (partition, id, value, expected, options = {}) => {
      if (find(partition, id)?.version !== expected) return undefined;
      const version = (expected ?? 0) + 1;
      open(partition).set(id, { id, version, value: structuredClone(value), ...options });
      return version;
    },
  };
}
