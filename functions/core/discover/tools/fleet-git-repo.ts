import { asJsonObject, isJsonList, type JsonObject } from '../../json.ts';
import { folderOf, isBelow, resolvePath } from '../../manifests/file-paths.ts';
import { type Discovered, type DiscoveredSource, NOTHING_DISCOVERED } from '../discovered-source.ts';
import type { DiscoveryContext, DiscoveryRule } from '../discovery-rule.ts';
import { buildFleetSource, listBundleFiles } from '../fleet/build-source.ts';
import { type CheckedCluster, FLEET, findCheckedCluster } from '../fleet/checked-cluster.ts';
import { chooseOptions } from '../fleet/choose-options.ts';
import { type BundleFolder, findBundles } from '../fleet/find-bundles.ts';
import { readFleetIgnore } from '../fleet/ignore-patterns.ts';
import { nameFleetRelease } from '../fleet/name-release.ts';
import { nameSource } from '../name-source.ts';
import { parseValues } from '../parse-values.ts';
import { mergeValues, readObjects, readText, readTexts } from '../read-fields.ts';
import { type RepositoryAddress, resolveRepository } from '../repository-rules.ts';
import type { ToolObject } from '../tool-object.ts';

/** fleet:pkg/apis/fleet.cattle.io/v1alpha1, GitRepo: every folder with a fleet.yaml below its paths is a bundle. */
export const fleetGitRepo: DiscoveryRule = { tool: 'fleet', group: FLEET, kind: 'GitRepo', read: readObject };

function readObject(object: ToolObject, context: DiscoveryContext): Discovered {
  const spec = asJsonObject(object.body['spec']);
  const cluster = findCheckedCluster(object.namespace, context);
  const elsewhere = { tool: 'fleet', object, destination: `other clusters of ${object.namespace}` } as const;
  if (cluster === undefined) return { ...NOTHING_DISCOVERED, elsewhere: [elsewhere] };
  const fail = (message: string): Discovered => ({ ...NOTHING_DISCOVERED, problems: [{ object, message }] });
  if (isJsonList(spec['bundles']) && spec['bundles'].length > 0) return fail('spec.bundles is not followed');
  const resolved = resolveRepository(readText(spec['repo']) ?? '', context.repositories);
  if (resolved.type === 'refused') return fail(resolved.message);
  const repository = {
    url: resolved.url,
    revision: readText(spec['revision']) ?? readText(spec['branch']) ?? 'master',
    isListed: resolved.isListed,
  };
  const tree = context.facts.ask({ type: 'tree', repository });
  if (tree === undefined) return NOTHING_DISCOVERED;
  if (tree.type !== 'paths') return fail(tree.type === 'failed' ? tree.message : 'there is no such repository');
  const bundles = findBundles(readTexts(spec['paths']), tree.files, tree.folders);
  if (bundles.length === 0) return fail('nothing to deliver lies in its paths');
  const notes = resolved.note === undefined ? [] : [resolved.note];
  const reading = { object, spec, cluster, repository, files: tree.files, notes };
  const read = bundles.map((bundle) => readBundle(bundle, reading, context));
  const sources = read.flatMap((found) => (typeof found === 'object' && 'source' in found ? [found] : []));
  const problems = read.flatMap((found) => (typeof found === 'object' && 'message' in found ? [{ object, message: found.message }] : []));
  const isElsewhere = sources.length === 0 && problems.length === 0 && read.every((found) => found === 'elsewhere');
  return { ...NOTHING_DISCOVERED, sources: numberTwins(sources), problems, elsewhere: isElsewhere ? [elsewhere] : [] };
}

interface Reading {
  readonly object: ToolObject;
  readonly spec: JsonObject;
  readonly cluster: CheckedCluster;
  readonly repository: RepositoryAddress;
  readonly files: readonly string[];
  readonly notes: readonly string[];
}

type ReadBundle = DiscoveredSource | { readonly message: string } | 'elsewhere' | 'waiting';

function readBundle(bundle: BundleFolder, reading: Reading, context: DiscoveryContext): ReadBundle {
  const { object, spec, cluster, repository, files, notes } = reading;
  const { folder } = bundle;
  const where = folder === '' ? 'the root' : folder;
  const written = readOptions(bundle, reading, context);
  if (written === 'waiting') return 'waiting';
  if ('message' in written) return { message: `${where}: ${written.message}` };
  const own = written.options;
  const targets = isJsonList(own['overrideTargets']) ? readObjects(own['overrideTargets']) : readObjects(spec['targets']);
  const completed = completeValues(own, folder, reading, context);
  if (completed === 'waiting') return 'waiting';
  const chosen = chooseOptions(completed.options, targets, cluster);
  if (chosen.type === 'elsewhere') return 'elsewhere';
  if (chosen.type === 'unknown') return { message: `${where}: ${chosen.message}` };
  const forced = readText(spec['targetNamespace']);
  const options = forced === undefined ? chosen.options : { ...chosen.options, namespace: forced };
  const ignored = readIgnored(folder, reading, context);
  if (ignored === 'waiting') return 'waiting';
  const source = buildFleetSource(
    {
      id: nameSource({ ...object, name: folder === '' ? object.name : `${object.name}/${folder}` }),
      object,
      release: nameFleetRelease(readText(own['name']) ?? [object.name, folder].filter((part) => part !== '').join('/')),
      options,
      place: { repository, folder, ...listBundleFiles(folder, bundle.inner, files), ignored: ignored.patterns },
      problems: [...completed.problems, ...ignored.problems],
      notes,
    },
    context,
  );
  return source === undefined ? 'waiting' : { ...source, problems: source.problems.map((problem) => `${where}: ${problem}`) };
}

function readOptions(
  { options }: BundleFolder,
  { repository }: Reading,
  { facts }: DiscoveryContext,
): { readonly options: JsonObject } | { readonly message: string } | 'waiting' {
  if (options === undefined) return { options: {} };
  const fact = facts.ask({ type: 'file', repository, path: options });
  if (fact === undefined) return 'waiting';
  const parsed = fact.type === 'text' ? parseValues(fact.text) : undefined;
  return parsed === undefined ? { message: `${options} cannot be read` } : { options: parsed };
}

/** Values files are laid over the values, here and in what is said for targets (fleet:internal/bundlereader/resources.go, generateValues). */
function completeValues(
  options: JsonObject,
  folder: string,
  { repository }: Reading,
  { facts }: DiscoveryContext,
): { readonly options: JsonObject; readonly problems: readonly string[] } | 'waiting' {
  const problems: string[] = [];
  let isWaiting = false;
  const complete = (holder: JsonObject, isTarget: boolean): JsonObject => {
    const helm = asJsonObject(holder['helm']);
    const files = readTexts(helm['valuesFiles']);
    // Of a bundle that is itself the chart they are not read.
    if (files.length === 0 || (!isTarget && readText(helm['chart']) === undefined && readText(helm['repo']) === undefined)) return holder;
    let values = asJsonObject(helm['values']);
    for (const file of files) {
      const path = resolvePath(folder, file.replace(/^\/+/, ''));
      const fact = path === undefined ? ({ type: 'absent' } as const) : facts.ask({ type: 'file', repository, path });
      if (fact === undefined) isWaiting = true;
      const part = fact?.type === 'text' ? parseValues(fact.text) : undefined;
      if (part !== undefined) values = mergeValues(values, part);
      else if (fact !== undefined) problems.push(`the values file ${file} cannot be read`);
    }
    return { ...holder, helm: { ...helm, values } };
  };
  const completed = {
    ...complete(options, false),
    targetCustomizations: readObjects(options['targetCustomizations']).map((target) => complete(target, true)),
  };
  return isWaiting ? 'waiting' : { options: completed, problems };
}

function readIgnored(
  folder: string,
  { repository, files }: Reading,
  { facts }: DiscoveryContext,
): { readonly patterns: readonly string[]; readonly problems: readonly string[] } | 'waiting' {
  const found = files.filter((file) => isBelow(file, folder) && /(^|\/)\.fleetignore$/.test(file));
  const patterns: string[] = [];
  const problems: string[] = [];
  let isWaiting = false;
  for (const file of found) {
    const fact = facts.ask({ type: 'file', repository, path: file });
    if (fact === undefined) isWaiting = true;
    const below = folder === '' ? folderOf(file) : folderOf(file).slice(folder.length + 1);
    const read = fact?.type === 'text' ? readFleetIgnore(fact.text, below) : undefined;
    if (read !== undefined) patterns.push(...read);
    else if (fact !== undefined) problems.push(`${file} is not understood`);
  }
  return isWaiting ? 'waiting' : { patterns, problems };
}

/** Folders that only differ in a slash or a dash are called alike. */
function numberTwins(sources: readonly DiscoveredSource[]): readonly DiscoveredSource[] {
  const counts = new Map<string, number>();
  return sources.map((found) => {
    const count = (counts.get(found.source.id) ?? 0) + 1;
    counts.set(found.source.id, count);
    if (count === 1) return found;
    const id = `${found.source.id}.${count}`;
    return { ...found, source: { ...found.source, id }, ignore: found.ignore.map((rule) => ({ ...rule, source: id })) };
  });
}
