import type { Revision } from '../desired-state.ts';
import { compareText } from '../kube-object.ts';

/** What was compared of a source. */
export type ComparedRevision = Pick<Revision, 'source' | 'url' | 'revision' | 'commit'>;

/** What was compared last, sorted by source: by this run or, of a source that it could not open, by one before. */
export function listCompared(revisions: readonly ComparedRevision[], before: readonly ComparedRevision[]): ComparedRevision[] {
  const known = new Map(before.map((revision) => [revision.source, revision]));
  for (const { source, url, revision, commit } of revisions) known.set(source, { source, url, revision, commit });
  return [...known.values()].sort((a, b) => compareText(a.source, b.source));
}
