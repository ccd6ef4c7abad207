import { isJsonList, isJsonObject, type Json, type JsonObject, listTexts } from '../../core/json.ts';
import { isKustomizationFile } from '../../core/manifests/classify-files.ts';
import { resolvePath } from '../../core/manifests/file-paths.ts';
import { readDocument } from '../../core/manifests/read-document.ts';
import { listCharts } from '../../core/rendering/kustomization-charts.ts';
import {
  asksForInflation,
  isRemote,
  type KustomizationReference,
  listPluginTexts,
  listReferences,
  listsOldCharts,
} from '../../core/rendering/kustomization-references.ts';
import { mergeOverlay } from '../../core/rendering/merge-overlay.ts';
import type { KustomizeRequest } from '../../core/rendering-request.ts';
import { resolveEntry } from '../resolve-entry.ts';
import type { SourceTree, TreeEntry } from '../source-tree.ts';
import { collectInflated, type FetchInflated } from './collect-inflated.ts';
import { generateKustomization } from './generate-kustomization.ts';
import { RenderRefusal } from './render-refusal.ts';
import { TreeCopy } from './tree-copy.ts';

const MOST_FOLDERS = 2_000;
const NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** Everything that the kustomization in a folder takes in, and what it says. */
export interface CollectedKustomization {
  readonly copy: TreeCopy;
  /** With the overlay laid into it. */
  readonly root: { readonly file: string; readonly body: JsonObject };
  /** As it stands in git, or is made where there is none. */
  readonly own: JsonObject;
  /** What is laid over it; undefined where nothing is. */
  readonly overlay: JsonObject | undefined;
  /** Helm is needed to build it. */
  readonly hasCharts: boolean;
}

/**
 * Follows a kustomization, with the overlay laid into it, through its bases, components, patches and generators. Throws RenderRefusal for what leads
 * out of the repository, would have to be fetched, or is not there: Kustomize would take a path that is not there for a repository to clone.
 */
export async function collectKustomization(
  tree: SourceTree,
  folder: string,
  request: Omit<KustomizeRequest, 'type'>,
  fetchChart: FetchInflated,
): Promise<CollectedKustomization> {
  const collection = new Collection(tree, fetchChart);
  let root = await collection.addKustomization(folder);
  if (root === undefined) {
    root = await generateKustomization(tree, folder, request.sourceIgnore);
    await collection.addReferences(folder, root.file, root.body);
  } else if (request.as === 'flux' && !isJsonList(root.body['resources'])) {
    // fluxcd/pkg:kustomize, GenerateManifest: its way round the refusal of an empty kustomization, and it is applied like that.
    root = { ...root, body: { ...root.body, buildMetadata: ['originAnnotations'] } };
  }
  const own = root.body;
  if (request.overlay === undefined)
    return { copy: collection.copy, root, own, overlay: undefined, hasCharts: collection.judgeCharts(request) };
  const overlay = request.ignoreMissingComponents ? await withoutMissing(tree, folder, request.overlay) : request.overlay;
  await collection.addReferences(folder, root.file, overlay);
  const body = mergeOverlay(own, overlay);
  return { copy: collection.copy, root: { ...root, body }, own, overlay, hasCharts: collection.judgeCharts(request) };
}

/** The overlay without the components that are not there. What leads out of the repository stays, to be refused. */
async function withoutMissing(tree: SourceTree, folder: string, overlay: JsonObject): Promise<JsonObject> {
  const components: Json[] = [];
  for (const path of listTexts(overlay['components'])) {
    const target = resolvePath(folder, path);
    if (target === undefined || (await resolveEntry(tree, target)).type !== 'absent') components.push(path);
  }
  return { ...overlay, components };
}

class Collection {
  readonly copy: TreeCopy;
  private readonly seen = new Set<string>();

  private readonly fetchChart: FetchInflated;
  private hasCharts = false;
  /** What configures plugins and was not read here, a sentence. */
  private unread: string | undefined;

  constructor(tree: SourceTree, fetchChart: FetchInflated) {
    this.copy = new TreeCopy(tree);
    this.fetchChart = fetchChart;
  }

  /** Whether Helm is needed. A plugin that could have it fetch something is refused beside. */
  judgeCharts({ as }: Omit<KustomizeRequest, 'type'>): boolean {
    if (this.hasCharts && as === 'flux')
      throw new RenderRefusal('it has helmCharts, which Flux does not inflate: its own Kustomization fails too');
    if (this.hasCharts && this.unread !== undefined) throw new RenderRefusal(`${this.unread}, which is not done beside charts`);
    return this.hasCharts;
  }

  async addKustomization(folder: string): Promise<CollectedKustomization['root'] | undefined> {
    const names = await Promise.all(NAMES.map((name) => this.copy.add(folder === '' ? name : `${folder}/${name}`)));
    const [found] = names.flatMap((entry) => (entry?.type === 'file' && isKustomizationFile(entry.path) ? [entry] : []));
    if (found === undefined) return undefined;
    const body = this.readBody(found.path);
    if (this.seen.has(folder)) return { file: found.path, body };
    this.seen.add(folder);
    if (this.seen.size > MOST_FOLDERS) throw new RenderRefusal(`it takes in more than ${MOST_FOLDERS} kustomizations`);
    await this.addReferences(folder, found.path, body);
    return { file: found.path, body };
  }

  async addReferences(folder: string, file: string, body: JsonObject): Promise<void> {
    if (listsOldCharts(body)) throw new RenderRefusal(`${file}: helmChartInflationGenerator is not done: write helmCharts`);
    const charts = listCharts(body);
    if (typeof charts === 'string') throw new RenderRefusal(`${file}: ${charts}`);
    this.hasCharts ||= charts.length > 0;
    await collectInflated(this.copy, folder, file, charts, this.fetchChart);
    for (const reference of listReferences(body)) await this.addReference(folder, file, reference);
  }

  private async addReference(folder: string, file: string, reference: KustomizationReference): Promise<void> {
    if (reference.type === 'inline') return this.addPluginFiles(folder, file, reference.path);
    const { field, path, type } = reference;
    const name = `${field}: ${JSON.stringify(path)}`;
    if (isRemote(reference)) {
      throw new RenderRefusal(`${file} takes ${name} from elsewhere, which is not fetched: keep a copy of it in the repository`);
    }
    const entry = await this.find(folder, file, name, path);
    if (entry === undefined) throw new RenderRefusal(`${file} names ${name}, which is not there`);
    if (entry.type === 'folder' && type === 'plugin') this.unread = `${file} takes plugins from the folder ${path}`;
    if (entry.type === 'folder' && type !== 'file') {
      const inside = await this.addKustomization(entry.path);
      if (inside === undefined) throw new RenderRefusal(`${file} names ${name}, a folder without a kustomization`);
    }
    if (entry.type === 'file' && type === 'plugin') {
      await this.addPluginFiles(folder, file, new TextDecoder().decode(this.copy.files.get(entry.path)));
    }
  }

  private async addPluginFiles(folder: string, file: string, text: string): Promise<void> {
    const documents = text.split(/^---.*$/m).flatMap((document) => {
      const read = readDocument(document);
      if ('reason' in read) this.unread = `${file} has a plugin that cannot be read`;
      return 'reason' in read ? [] : read;
    });
    if (documents.some(({ value }) => asksForInflation(value)))
      throw new RenderRefusal(`${file} has a plugin HelmChartInflationGenerator: write helmCharts instead`);
    for (const path of documents.flatMap(({ value }) => listPluginTexts(value))) {
      if (isRemote({ path, type: 'file' }))
        throw new RenderRefusal(`${file} has a plugin that names ${JSON.stringify(path)}, which is not fetched`);
      // Most texts are no file at all.
      if (path !== '' && path.length < 1_000 && !path.startsWith('/')) {
        const target = resolvePath(folder, path);
        if (target !== undefined && target !== '') await this.copy.add(target);
      }
    }
  }

  private async find(folder: string, file: string, name: string, path: string): Promise<TreeEntry | undefined> {
    const target = path.startsWith('/') ? undefined : resolvePath(folder, path);
    if (target === undefined) throw new RenderRefusal(`${file} names ${name}, which leads out of the repository`);
    const entry = await this.copy.add(target);
    if (entry?.type === 'submodule') throw new RenderRefusal(`${file} names ${name}, a submodule, whose files are in another repository`);
    return entry;
  }

  private readBody(path: string): JsonObject {
    const read = readDocument(new TextDecoder().decode(this.copy.files.get(path)));
    if ('reason' in read) throw new RenderRefusal(`${path}:${read.line + 1}: ${read.message}`);
    const documents = read.flatMap(({ value }) => (isJsonObject(value) ? [value] : []));
    const [body] = documents;
    if (body === undefined || documents.length > 1)
      throw new RenderRefusal(`${path} is no kustomization: it holds one mapping, and nothing else`);
    return body;
  }
}
