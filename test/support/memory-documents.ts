import type { DocumentStore, Stored } from '../../functions/io/documents/document-store.ts';

/** Documents in memory, copied on the way in and out as a real store does. */
export function createMemoryDocuments(): DocumentStore {
  const partitions = new Map<string, Map<string, Stored<unknown>>>();
  const open = (partition: string): Map<string, Stored<unknown>> => {
    const found = partitions.get(partition) ?? new Map<string, Stored<unknown>>();
    partitions.set(partition, found);
    return found;
  };
  const around = async <T>(operation: () => T): Promise<T> => operation();
  return {
    read: (partition, id) => around(() => structuredClone(open(partition).get(id)) as never),
    list: (partition) =>
      around(() => [...open(partition).values()].sort((a, b) => (a.id < b.id ? -1 : 1)).map((stored) => structuredClone(stored)) as never),
    write: (partition, id, value, expected) =>
      around(() => {
        if (open(partition).get(id)?.version !== expected) return false;
        open(partition).set(id, { id, version: (expected ?? 0) + 1, value: structuredClone(value) });
        return true;
      }),
  };
}
