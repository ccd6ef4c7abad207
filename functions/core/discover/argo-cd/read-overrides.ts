import { isJsonObject, type Json, type JsonObject } from '../../json.ts';
import type { Facts } from '../facts.ts';
import { parseValues } from '../parse-values.ts';
import type { RepositoryAddress } from '../repository-rules.ts';

/** A source with what its repository says of it laid over, and what of that cannot be told. */
export interface OverriddenSource {
  readonly source: JsonObject;
  readonly problems: readonly string[];
}

/** Where a source comes from is not for its repository to say. */
const OF_THE_APPLICATION = ['repoURL', 'path', 'targetRevision', 'chart', 'ref', 'name'];

/**
 * Lays `.argocd-source.yaml` and `.argocd-source-<application>.yaml` of the folder over a source (argo-cd:reposerver/repository,
 * mergeSourceParameters): Argo CD's image updater keeps images there.
 */
export function readOverrides(
  source: JsonObject,
  { facts, repository, path, name }: { facts: Facts; repository: RepositoryAddress; path: string; name: string },
): OverriddenSource | 'waiting' {
  const files = ['.argocd-source.yaml', `.argocd-source-${name}.yaml`].map((file) => (path === '' ? file : `${path}/${file}`));
  const read = files.map((file) => ({ file, fact: facts.ask({ type: 'file', repository, path: file }) }));
  if (read.some(({ fact }) => fact === undefined)) return 'waiting';
  const problems = new Set<string>();
  let merged = source;
  for (const { file, fact } of read) {
    if (fact?.type === 'failed') problems.add(fact.message);
    if (fact?.type !== 'text') continue;
    const patch = parseValues(fact.text);
    if (patch === undefined) problems.add(`${file} is no mapping in YAML`);
    else merged = layOver(merged, patch);
  }
  const own = Object.fromEntries(Object.entries(merged).filter(([key]) => !OF_THE_APPLICATION.includes(key)));
  const kept = Object.fromEntries(Object.entries(source).filter(([key]) => OF_THE_APPLICATION.includes(key)));
  return { source: { ...own, ...kept }, problems: [...problems] };
}

/** Lists are told anew. Null takes nothing out but of `valuesObject`: Argo CD reads what is left into the source as it was. */
function layOver(target: JsonObject, patch: JsonObject, removes = false): JsonObject {
  const merged: Record<string, Json> = { ...target };
  for (const [key, value] of Object.entries(patch)) {
    const old = merged[key];
    if (isJsonObject(value)) merged[key] = layOver(isJsonObject(old) ? old : {}, value, removes || key === 'valuesObject');
    else if (value !== null) merged[key] = value;
    else if (removes) delete merged[key];
  }
  return merged;
}
