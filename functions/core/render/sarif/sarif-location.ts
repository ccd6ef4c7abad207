import { createHash } from 'node:crypto';
import type { Origin } from '../../difference.ts';
import type { JsonObject } from '../../json.ts';
import { formatRef, type ObjectRef, refKey } from '../../kube-object.ts';
import { escapeText } from '../escape-text.ts';

/** What addresses of objects in a cluster are relative to: no folder of a repository. */
export const CLUSTER_BASE = 'CLUSTER';

/** The base of a source's files. */
export function nameSourceBase(source: string): string {
  return `SOURCE_${source.toWellFormed()}`;
}

/** A line of a manifest. */
export function locateInGit({ source, file, line }: Omit<Origin, 'line'> & { readonly line?: number | undefined }): JsonObject {
  return {
    artifactLocation: { uri: spellPath(file.split('/')), uriBaseId: nameSourceBase(source) },
    ...(line === undefined ? {} : { region: { startLine: line } }),
  };
}

/**
 * A place for what stands in no file. GitHub refuses a whole upload that holds a result without an artifact, so an object of the cluster has an
 * address below a base of its own.
 */
export function locateInCluster(ref: ObjectRef): JsonObject {
  const kind = ref.group === '' ? ref.kind : `${ref.kind}.${ref.group}`;
  const uri = spellPath([...(ref.namespace === null ? [] : [ref.namespace]), kind, ref.name]);
  return { artifactLocation: { uri, uriBaseId: CLUSTER_BASE } };
}

/** The object, and the field in it where there is one, by its name rather than by its place. */
export function nameLogically(ref: ObjectRef, at?: string): JsonObject {
  const object = escapeText(formatRef(ref));
  if (at === undefined) return { name: escapeText(ref.name), fullyQualifiedName: object, kind: 'object' };
  return { name: escapeText(at), fullyQualifiedName: `${object}${escapeText(at)}`, kind: 'member' };
}

/** Equal for the same departure at the same place in every run, whatever the values, the line and the commit are. */
export function fingerprintPlace(cluster: string, type: string, ref: ObjectRef, at = ''): JsonObject {
  const digest = createHash('sha256')
    .update([cluster, type, refKey(ref), at].join('\n'))
    .digest('hex')
    .slice(0, 32);
  // GitHub goes by its own name only, and would else digest the line: the same for every field that git is silent on.
  return { 'plumblinePlace/v1': digest, primaryLocationLineHash: `${digest}:1` };
}

function spellPath(segments: readonly string[]): string {
  return segments.map((segment) => encodeURIComponent(segment.toWellFormed())).join('/');
}
