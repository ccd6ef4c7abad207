import type { DesiredObject, DesiredState } from '../core/desired-state.ts';
import type { Difference } from '../core/difference.ts';
import { refKey } from '../core/kube-object.ts';
import { parseManifests } from '../core/manifests/parse-manifests.ts';
import { type EarlierVersion, needsHistory, refineCauses } from '../core/refine-causes.ts';
import type { DesiredSources } from './desired/desired.ts';
import type { DeclaredIndex } from './locate-differences.ts';

/** Files whose history is looked through in one check; a cluster that differs in more is no case for single causes. */
const MOST_FILES = 50;

/** Asks earlier commits which side moved, where the cluster's own records do not tell. Only what is already there locally is read. */
export async function consultHistory(
  differences: readonly Difference[],
  desired: DesiredState,
  declared: DeclaredIndex,
  sources: DesiredSources,
): Promise<readonly Difference[]> {
  const files = new Map<
    string,
    readonly { readonly commit: string; readonly committedAt: string; readonly objects: readonly DesiredObject[] }[]
  >();
  const result: Difference[] = [];
  for (const difference of differences) {
    const object = difference.type === 'modified' && needsHistory(difference) ? declared.get(refKey(difference.ref)) : undefined;
    const committedAt = desired.revisions.find(({ source }) => source === object?.origin.source)?.committedAt;
    if (difference.type !== 'modified' || !object || object.isRendered || committedAt === undefined) {
      result.push(difference);
      continue;
    }
    const key = `${object.origin.source}\n${object.origin.file}`;
    if (!files.has(key) && files.size < MOST_FILES) files.set(key, await readVersions(object, sources));
    const versions = (files.get(key) ?? []).map(
      ({ commit, committedAt: at, objects }): EarlierVersion => ({
        commit,
        committedAt: at,
        object: objects.find((old) => isSameObject(old, object))?.body,
      }),
    );
    result.push(refineCauses(difference, { committedAt }, versions));
  }
  return result;
}

async function readVersions(object: DesiredObject, sources: DesiredSources) {
  const { source, file } = object.origin;
  const versions = await sources.readHistory(source, file);
  return versions.map(({ commit, committedAt, text }) => ({
    commit,
    committedAt,
    objects: parseManifests(text, { source, file, defaultNamespace: object.defaultNamespace }).objects,
  }));
}

function isSameObject(a: DesiredObject, b: DesiredObject): boolean {
  return (
    a.kind === b.kind &&
    a.group === b.group &&
    a.name === b.name &&
    (a.namespace ?? a.defaultNamespace) === (b.namespace ?? b.defaultNamespace)
  );
}
