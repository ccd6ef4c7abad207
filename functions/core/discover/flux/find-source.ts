import { asJsonObject, type Json } from '../../json.ts';
import { isVersionRange } from '../../versions/choose-version.ts';
import type { DiscoveryContext } from '../discovery-rule.ts';
import { readText } from '../read-fields.ts';
import { resolveRepository } from '../repository-rules.ts';
import { type ToolObject, titleOf } from '../tool-object.ts';

export const SOURCES = 'source.toolkit.fluxcd.io';

/** What a `sourceRef` or `chartRef` leads to. */
export type FoundReference =
  | { readonly type: 'found'; readonly object: ToolObject }
  | { readonly type: 'problem'; readonly message: string };

/** The object that a reference of Flux names, in its own namespace where it names none. */
export function findReference(value: Json | undefined, from: ToolObject, { find }: DiscoveryContext): FoundReference {
  const { kind, name, namespace } = asJsonObject(value);
  const [what, called, where] = [readText(kind), readText(name), readText(namespace) ?? from.namespace];
  if (what === undefined || called === undefined) return { type: 'problem', message: 'it refers to no source' };
  const object = find(SOURCES, what, where, called);
  if (object !== undefined) return { type: 'found', object };
  return { type: 'problem', message: `${titleOf({ kind: what, namespace: where, name: called })} is neither declared nor in the cluster` };
}

/** The git repository that a GitRepository stands for, at the revision it follows (source-controller:api/v1, GitRepositoryRef). */
export type GitPlace =
  | {
      readonly type: 'git';
      readonly url: string;
      readonly revision: string;
      readonly isListed: boolean;
      /** `spec.ignore`; undefined where it says none. */
      readonly ignore: string | undefined;
      readonly notes: readonly string[];
    }
  | { readonly type: 'problem'; readonly message: string };

/** Reads a GitRepository. `commit` stands before `name`, that before `semver`, `tag` and `branch`; none of them is the branch master. */
export function readGitRepository(object: ToolObject, { repositories }: DiscoveryContext): GitPlace {
  const spec = asJsonObject(object.body['spec']);
  const resolved = resolveRepository(readText(spec['url']) ?? '', repositories);
  if (resolved.type === 'refused') return { type: 'problem', message: resolved.message };
  const ref = asJsonObject(spec['ref']);
  const [commit, name, semver, tag, branch] = ['commit', 'name', 'semver', 'tag', 'branch'].map((key) => readText(ref[key]));
  const notes = [
    ...(resolved.note === undefined ? [] : [resolved.note]),
    ...(spec['suspend'] === true ? [`${titleOf(object)} is suspended: Flux follows it no further.`] : []),
    ...(spec['recurseSubmodules'] === true ? [`${titleOf(object)} has submodules, which are not read.`] : []),
  ];
  return {
    type: 'git',
    url: resolved.url,
    revision: commit ?? name ?? (semver && writeRange(semver)) ?? tag ?? branch ?? 'master',
    isListed: resolved.isListed,
    ignore: readText(spec['ignore']),
    notes,
  };
}

/** A single version is a range to Flux, and may be called v1.2.3 in git. */
function writeRange(semver: string): string {
  return isVersionRange(semver) ? semver : `=${semver}`;
}
