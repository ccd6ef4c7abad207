import { asJsonObject, asString, isJsonList, isJsonObject, type Json, type JsonObject } from '../json.ts';

/** Something a kustomization names: a file, or a folder with a kustomization of its own. `field` is where it names it. */
export interface KustomizationReference {
  readonly field: string;
  readonly path: string;
  /** `resource`: a file, or a folder to build; `plugin`: the same, and a file names others in turn; `inline`: `path` is the text of such a file; `file`: a file only. */
  readonly type: 'resource' | 'plugin' | 'inline' | 'file';
}

const RESOURCES = ['resources', 'bases', 'components'];
const PLUGINS = ['generators', 'transformers', 'validators'];
const FILES = ['crds', 'configurations', 'patchesStrategicMerge'];
const WITH_PATH = ['patches', 'patchesJson6902', 'replacements'];
const GENERATORS = ['configMapGenerator', 'secretGenerator'];

/** Everything that a kustomization, as far as Kustomize knows its fields, reads from elsewhere. A patch that is written out is no reference. */
export function listReferences(kustomization: JsonObject): readonly KustomizationReference[] {
  const found: KustomizationReference[] = [];
  const add = (field: string, path: Json | undefined, type: KustomizationReference['type']): void => {
    if (typeof path !== 'string' || path === '') return;
    if (!path.includes('\n')) found.push({ field, path, type });
    else if (type === 'plugin') found.push({ field, path, type: 'inline' });
  };
  const addAll = (fields: readonly string[], type: KustomizationReference['type']): void => {
    for (const field of fields) for (const entry of listIn(kustomization, field)) add(field, entry, type);
  };
  addAll(RESOURCES, 'resource');
  addAll(PLUGINS, 'plugin');
  addAll(FILES, 'file');
  const addPaths = (field: string, value: Json): void => {
    for (const path of valuesOf(asJsonObject(value), 'path')) add(field, path, 'file');
  };
  for (const field of WITH_PATH) for (const entry of listIn(kustomization, field)) addPaths(field, entry);
  for (const value of valuesOf(kustomization, 'openapi')) addPaths('openapi', value);
  for (const field of GENERATORS) {
    for (const entry of listIn(kustomization, field).map(asJsonObject)) {
      for (const file of listIn(entry, 'files')) add(field, withoutKey(file), 'file');
      for (const file of [...listIn(entry, 'envs'), ...valuesOf(entry, 'env')]) add(field, file, 'file');
    }
  }
  return found;
}

/** Names of files that the configuration of a built-in plugin may hold: every text in it, since each plugin calls them otherwise. */
export function listPluginTexts(configuration: Json): readonly string[] {
  if (typeof configuration === 'string') return configuration.includes('\n') ? [] : [asString(withoutKey(configuration)) ?? ''];
  if (isJsonList(configuration)) return configuration.flatMap(listPluginTexts);
  return isJsonObject(configuration) ? Object.values(configuration).flatMap(listPluginTexts) : [];
}

/** True where a kustomization wants charts inflated in the way that Kustomize itself has given up. */
export function listsOldCharts(kustomization: JsonObject): boolean {
  return listIn(kustomization, 'helmChartInflationGenerator').length > 0;
}

/** True where a configuration asks for the plugin behind `helmCharts`, which would have Helm fetch whatever it names. */
export function asksForInflation(configuration: Json): boolean {
  if (isJsonList(configuration)) return configuration.some(asksForInflation);
  if (isJsonObject(configuration)) return Object.values(configuration).some(asksForInflation);
  return configuration === 'HelmChartInflationGenerator';
}

const ADDRESS = /^[a-z][a-z0-9+.-]*:\/\//i;
const REPOSITORY = /:\/\/|^[^/]*[@:]|^[^/]+\.[a-z]+\/.*(?:\/\/|\?ref=|\?timeout=|\?version=|\.git)|^github\.com\//i;

/** True for what Kustomize would fetch: a file by its address, or a repository, also where it is spelled without a scheme. */
export function isRemote({ path, type }: Pick<KustomizationReference, 'path' | 'type'>): boolean {
  return (type === 'file' ? ADDRESS : REPOSITORY).test(path);
}

function withoutKey(file: Json | undefined): Json | undefined {
  return typeof file === 'string' ? file.replace(/^[^=/]*=/, '') : file;
}

/** What a field holds. Go takes one for the one it knows whatever its case: `Resources` works. */
export function valuesOf(object: JsonObject, field: string): readonly Json[] {
  return Object.entries(object).flatMap(([key, value]) => (key.toLowerCase() === field.toLowerCase() ? [value] : []));
}

/** The entries of a list. */
export function listIn(object: JsonObject, field: string): readonly Json[] {
  return valuesOf(object, field).flatMap((value) => (isJsonList(value) ? value : []));
}
