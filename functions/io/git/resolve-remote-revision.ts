import type { ServerRef } from 'isomorphic-git';
import { PlumblineError } from '../../core/errors.ts';
import { chooseVersion, isVersionRange } from '../../core/versions/choose-version.ts';
import { parseFullVersion } from '../../core/versions/version.ts';

/** What to fetch for a revision: the ref by its full name (or the commit itself), and the commit it stands for now. `tag`: the annotated tag it is, as an object. `chosen`: the tag that a range stands for. */
export interface RemoteRevision {
  readonly ref: string;
  readonly commit: string;
  readonly tag?: string;
  readonly chosen?: string;
}

/**
 * Finds the branch, tag or commit that a revision names among the refs of a remote; '' and HEAD are the default branch. A range
 * of versions (`~1.4`, `1.x`) that nothing is called like is the newest tag in it. Throws where there is none.
 */
export function resolveRemoteRevision(refs: readonly ServerRef[], revision: string, where: string): RemoteRevision {
  const wanted = revision === '' ? 'HEAD' : revision;
  const byName = new Map(refs.map((ref) => [ref.ref, ref]));
  for (const name of [wanted, `refs/heads/${wanted}`, `refs/tags/${wanted}`, `refs/${wanted}`]) {
    const ref = byName.get(name);
    if (ref === undefined) continue;
    const named = ref.target ?? (name === 'HEAD' ? findHead(refs, ref.oid) : name);
    return ref.peeled === undefined ? { ref: named, commit: ref.oid } : { ref: named, commit: ref.peeled, tag: ref.oid };
  }
  if (/^[0-9a-f]{40}$/i.test(wanted)) return { ref: wanted.toLowerCase(), commit: wanted.toLowerCase() };
  const chosen = chooseTag(
    refs.flatMap(({ ref }) => /^refs\/tags\/(.+)$/.exec(ref)?.[1] ?? []),
    wanted,
  );
  if (chosen !== undefined) return { ...resolveRemoteRevision(refs, `refs/tags/${chosen}`, where), chosen };
  throw new PlumblineError('git-not-found', `${where} has no branch or tag ${JSON.stringify(wanted)}`, { advice: adviseOn(wanted, refs) });
}

// A host that does not say which branch HEAD is: the first branch at the same commit.
function findHead(refs: readonly ServerRef[], oid: string): string {
  return refs.find((ref) => ref.ref.startsWith('refs/heads/') && ref.oid === oid)?.ref ?? 'HEAD';
}

function adviseOn(wanted: string, refs: readonly ServerRef[]): string {
  if (/^[0-9a-f]{7,39}$/i.test(wanted)) return 'A commit of a remote has to be given with all its 40 digits.';
  const names = refs.flatMap((ref) => /^refs\/(?:heads|tags)\/(.+)$/.exec(ref.ref)?.[1] ?? []);
  const near = findNearNames(wanted, names);
  return near.length === 0 ? 'It has no branches at all.' : `It has ${near.map((name) => JSON.stringify(name)).join(', ')}.`;
}

/** The newest tag in a range of versions, as Flux and Argo CD choose it; undefined where it is no range, or no tag is in it. */
export function chooseTag(tags: readonly string[], wanted: string): string | undefined {
  return isVersionRange(wanted) ? chooseVersion(tags, wanted, parseFullVersion) : undefined;
}

/** Up to five names, the likest first. */
export function findNearNames(wanted: string, names: readonly string[]): string[] {
  const scored = names.map((name) => ({ name, distance: measureDistance(wanted.toLowerCase(), name.toLowerCase()) }));
  scored.sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1));
  return scored.slice(0, 5).map(({ name }) => name);
}

// Levenshtein's: single characters added, removed or replaced.
function measureDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(replaced, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    previous = row;
  }
  return previous[b.length] ?? 0;
}
