import type { DesiredObject } from '../desired-state.ts';
import { compareText } from '../kube-object.ts';
import { folderOf } from '../manifests/file-paths.ts';

const NAMED = 3;

/** Which of several renderings declare what another declares too: by file, a sentence that says so and what to do. */
export function findOverlaps(
  rendered: readonly { readonly file: string; readonly objects: readonly DesiredObject[] }[],
): ReadonlyMap<string, string> {
  const filesOf = new Map<string, { readonly object: DesiredObject; readonly files: Set<string> }>();
  for (const { file, objects } of rendered) {
    for (const object of objects) {
      const key = [object.group, object.kind, object.namespace ?? '', object.name].join('\n');
      const seen = filesOf.get(key) ?? { object, files: new Set() };
      seen.files.add(file);
      filesOf.set(key, seen);
    }
  }
  const overlaps = new Map<string, { readonly object: DesiredObject; readonly files: Set<string> }>();
  for (const { object, files } of filesOf.values()) {
    if (files.size < 2) continue;
    for (const file of files) {
      const overlap = overlaps.get(file) ?? { object, files: new Set() };
      for (const other of files) if (other !== file) overlap.files.add(other);
      overlaps.set(file, overlap);
    }
  }
  return new Map([...overlaps].map(([file, { object, files }]) => [file, describe(object, [...files].map(folderOf).sort(compareText))]));
}

function describe({ kind, name }: DesiredObject, others: readonly string[]): string {
  const shown = others.slice(0, NAMED).map((other) => other || '.');
  const more = others.length > NAMED ? ` and ${others.length - NAMED} more` : '';
  return `it declares ${kind} ${name}, and so does ${shown.join(', ')}${more}: name the folder that is meant for this cluster with the path of the source`;
}
