import { isJsonList, isJsonObject, type Json, type JsonObject } from '../../json.ts';
import { baseNameOf, folderOf } from '../../manifests/file-paths.ts';
import { readDocument } from '../../manifests/read-document.ts';
import type { Fact } from '../facts.ts';
import { readObjects, readText } from '../read-fields.ts';
import { type RepositoryAddress, resolveRepository } from '../repository-rules.ts';
import { normalizeName } from '../templates/go-template-functions.ts';
import { printValue } from '../templates/print-value.ts';
import type { Parameters } from '../templates/template.ts';
import { appendValues } from './append-values.ts';
import type { GeneratedParameters, Generator, GeneratorContext } from './generator.ts';
import { matchesPath, matchesPathspec } from './match-path.ts';

/** argo-cd:applicationset/generators/git.go: one for each folder, or for each mapping in each file, of a repository. */
export const gitGenerator: Generator = {
  key: 'git',
  read: (generator, context) => {
    const resolved = resolveRepository(readText(generator['repoURL']) ?? '', context.repositories);
    if (resolved.type === 'refused') return { type: 'problem', message: resolved.message };
    const repository = { url: resolved.url, revision: readText(generator['revision']) ?? 'HEAD', isListed: resolved.isListed };
    const tree = context.facts.ask({ type: 'tree', repository });
    if (tree === undefined) return { type: 'waiting' };
    if (tree.type !== 'paths') return { type: 'problem', message: tree.type === 'failed' ? tree.message : 'its repository is not there' };
    const directories = readPatterns(generator['directories']);
    return directories.length > 0
      ? generateByFolder(tree, directories, generator, context)
      : generateByFile(tree, repository, generator, context);
  },
};

interface Pattern {
  readonly path: string;
  readonly exclude: boolean;
}

function readPatterns(value: Json | undefined): readonly Pattern[] {
  return readObjects(value).map(({ path, exclude }) => ({ path: readText(path) ?? '', exclude: exclude === true }));
}

function select(
  paths: readonly string[],
  patterns: readonly Pattern[],
  matches: (pattern: string, path: string) => boolean,
): readonly string[] {
  const isTaken = (path: string, exclude: boolean): boolean =>
    patterns.some((each) => each.exclude === exclude && matches(each.path, path));
  return paths.filter((path) => isTaken(path, false) && !isTaken(path, true));
}

function generateByFolder(
  { folders }: Extract<Fact, { type: 'paths' }>,
  patterns: readonly Pattern[],
  generator: JsonObject,
  context: GeneratorContext,
): GeneratedParameters {
  // Hidden folders are none to Argo CD.
  const seen = folders.filter((folder) => !folder.split('/').some((part) => part.startsWith('.')));
  const list = select(seen, patterns, matchesPath).map((folder) =>
    appendValues(buildPathParameters(folder, undefined, generator, context), generator['values'], context),
  );
  return { type: 'parameters', list };
}

function generateByFile(
  { files }: Extract<Fact, { type: 'paths' }>,
  repository: RepositoryAddress,
  generator: JsonObject,
  context: GeneratorContext,
): GeneratedParameters {
  const list: Parameters[] = [];
  let isWaiting = false;
  for (const file of select(files, readPatterns(generator['files']), matchesPathspec)) {
    const fact = context.facts.ask({ type: 'file', repository, path: file });
    if (fact === undefined) {
      isWaiting = true;
      continue;
    }
    const objects = fact.type === 'text' ? readParameters(fact.text) : undefined;
    if (objects === undefined) return { type: 'problem', message: `${file} holds neither a mapping nor a list of mappings` };
    for (const object of objects) {
      const own = context.isGoTemplate ? object : flatten(object);
      list.push(
        appendValues({ ...own, ...buildPathParameters(folderOf(file) || '.', file, generator, context) }, generator['values'], context),
      );
    }
  }
  return isWaiting ? { type: 'waiting' } : { type: 'parameters', list };
}

function readParameters(text: string): readonly JsonObject[] | undefined {
  const read = readDocument(text);
  if ('reason' in read) return undefined;
  const value = read[0]?.value ?? {};
  if (isJsonObject(value)) return [value];
  return isJsonList(value) && value.every(isJsonObject) ? value : undefined;
}

/** What a path is called in templates, behind `pathParamPrefix` where there is one. */
function buildPathParameters(
  folder: string,
  file: string | undefined,
  generator: JsonObject,
  { isGoTemplate }: GeneratorContext,
): Parameters {
  const prefix = readText(generator['pathParamPrefix']);
  const basename = baseNameOf(folder);
  const names: Record<string, string> = {
    basename,
    basenameNormalized: normalizeName(basename),
    ...(file === undefined ? {} : { filename: baseNameOf(file), filenameNormalized: normalizeName(baseNameOf(file)) }),
  };
  if (isGoTemplate) {
    const path = { path: folder, ...names, segments: folder.split('/') };
    return prefix === undefined ? { path } : { [prefix]: { path } };
  }
  const name = prefix === undefined ? 'path' : `${prefix}.path`;
  return {
    [name]: folder,
    ...Object.fromEntries(Object.entries(names).map(([key, value]) => [`${name}.${key}`, value])),
    ...Object.fromEntries(folder.split('/').map((segment, i) => [`${name}[${i}]`, segment])),
  };
}

/** Nested fields by dotted names, as texts. */
function flatten(value: Json, prefix = ''): Parameters {
  const entries = isJsonList(value)
    ? value.map((item, i) => [String(i), item] as const)
    : isJsonObject(value)
      ? Object.entries(value)
      : undefined;
  if (entries === undefined || entries.length === 0) return prefix === '' ? {} : { [prefix]: printValue(value) };
  return Object.assign({}, ...entries.map(([key, item]) => flatten(item, prefix === '' ? key : `${prefix}.${key}`)));
}
