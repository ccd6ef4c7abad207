import type { DiscoveredSource } from '../../core/discover/discovered-source.ts';
import { type IsNamespaced, keyOfDeclared, splitDeclared } from '../../core/discover/helm/split-declared.ts';
import type { SourceRead } from '../desired/desired.ts';
import type { FollowedSources } from './follow-sources.ts';

/** Takes out of each release what a repository declares too, and says of each what it is compared with. */
export function settleReleases(followed: FollowedSources, given: readonly SourceRead[], isNamespaced: IsNamespaced): FollowedSources {
  const { discovered, reads } = followed;
  if (!discovered.sources.some(({ release }) => release !== undefined)) return followed;
  const declarations = new Map<string, string>();
  const ofGit = [...given, ...[...reads].flatMap(([source, read]) => (source.release === undefined ? [read] : []))];
  for (const read of ofGit) {
    if (read.type === 'failed') continue;
    for (const object of [...read.declares.objects, ...read.declares.hooks])
      declarations.set(keyOfDeclared(object, isNamespaced), read.source.id);
  }
  const settled = new Map<DiscoveredSource, SourceRead>();
  const sources = discovered.sources.map((source): DiscoveredSource => {
    const read = reads.get(source);
    if (source.release === undefined || read?.type !== 'read') {
      if (read !== undefined) settled.set(source, read);
      return source;
    }
    const { own, note } = splitDeclared(read.declares.objects, declarations, isNamespaced, source.release.fluxRelease);
    const noted = { ...source, notes: [...source.notes, note] };
    const isLeft = own.length > 0 || read.declares.objects.length === 0;
    if (isLeft) settled.set(noted, { ...read, declares: { ...read.declares, objects: own } });
    return noted;
  });
  return { ...followed, discovered: { ...discovered, sources }, reads: settled };
}
