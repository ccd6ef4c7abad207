import type { SourceRef } from '../../core/check.ts';
import { joinSources, type ReadDesired, type ReadOptions, readOneSource, type SourceRead } from '../desired/desired.ts';

/**
 * Reads the sources of a check, and beside them one of them at its base: every other source is read once, so that both states are of one moment.
 * No `base` where both revisions are one commit. Throws the PlumblineError `git-…` of either revision that cannot be opened: without it there is
 * nothing to judge.
 */
export async function readRevisions(
  sources: readonly SourceRef[],
  base: SourceRef,
  options: ReadOptions,
): Promise<ReadDesired & { readonly base?: ReadDesired }> {
  const reads: SourceRead[] = [];
  for (const source of sources) {
    const read = await readOneSource(source, options);
    if (source.id === base.id && read.type === 'failed') throw read.failure;
    reads.push(read);
  }
  const before = await readOneSource(base, options);
  if (before.type === 'failed') throw before.failure;
  const proposed = joinSources(reads);
  const { commit } = before.tree.revision;
  if (proposed.desired.revisions.some((revision) => revision.source === base.id && revision.commit === commit)) return proposed;
  return { ...proposed, base: joinSources(reads.map((read) => (read.source.id === base.id ? before : read))) };
}
