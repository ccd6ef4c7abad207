import { compareText } from '../../core/kube-object.ts';
import type { S3Files } from '../aws/s3-files.ts';
import type { DocumentStore, Stored } from './document-store.ts';

interface Kept {
  readonly version: number;
  readonly value: unknown;
  readonly expiresAt?: string;
}

/** Documents as JSON files, `partition/id.json`: what reads a bucket can read them. Their conditions are those of S3. */
export function openS3Documents(files: S3Files, now: () => number): DocumentStore {
  const keyOf = (partition: string, id: string): string => `${partition}/${encodeURIComponent(id)}.json`;
  const readKept = async (key: string): Promise<(Kept & { readonly tag: string; readonly isOver: boolean }) | undefined> => {
    const file = await files.read(key);
    if (file === undefined) return undefined;
    const kept = JSON.parse(Buffer.from(file.content).toString('utf8')) as Kept;
    return { ...kept, tag: file.tag, isOver: kept.expiresAt !== undefined && Date.parse(kept.expiresAt) <= now() };
  };
  const read = async <T>(partition: string, id: string): Promise<Stored<T> | undefined> => {
    const kept = await readKept(keyOf(partition, id));
    return kept === undefined || kept.isOver ? undefined : { id, version: kept.version, value: kept.value as T };
  };
  return {
    read,
    list: async <T>(partition: string) => {
      const ids = (await files.list(`${partition}/`)).flatMap((key) => {
        const name = key.slice(partition.length + 1);
        return name.endsWith('.json') ? [decodeURIComponent(name.slice(0, -'.json'.length))] : [];
      });
      const found = await Promise.all(ids.sort(compareText).map((id) => read<T>(partition, id)));
      return found.filter((stored) => stored !== undefined);
    },
    write: async (partition, id, value, expected, { expiresAt } = {}) => {
      const key = keyOf(partition, id);
      const before = await readKept(key);
      if ((before?.isOver === false ? before.version : undefined) !== expected) return undefined;
      // What has expired counts as gone, and its number is not used again.
      const version = (before?.version ?? 0) + 1;
      const kept: Kept = { version, value, ...(expiresAt === undefined ? {} : { expiresAt }) };
      return (await files.write(key, Buffer.from(JSON.stringify(kept)), 'application/json', before?.tag)) ? version : undefined;
    },
  };
}
