import type { DesiredObject, RenderedFrom } from '../../core/desired-state.ts';
import type { Rendering } from '../../core/rendering/find-setters.ts';
import { openFile } from '../../core/rendering/git-document.ts';
import { LevelReader } from '../../core/rendering/kustomization-level.ts';
import { buildOverlayLayer } from '../../core/rendering/overlay-layer.ts';
import type { KustomizeRequest } from '../../core/rendering-request.ts';
import type { DesiredSources } from '../desired/desired.ts';
import type { TreeCopy } from './tree-copy.ts';

/** Opens what an object was built of with Kustomize, to follow fields through it. Undefined where it cannot be had any more. */
export async function openRendering(
  source: string,
  folder: string,
  request: KustomizeRequest,
  sources: DesiredSources,
): Promise<Rendering | undefined> {
  const collected = await sources.collect(source, folder, request);
  if (collected === undefined) return undefined;
  const { settings, substitute } = request;
  const { overlay } = collected;
  const reader = createLevelReader(source, collected.copy);
  const text = settings === undefined ? undefined : await sources.readText(settings.origin.source, settings.origin.file);
  const documents = settings === undefined || text === undefined ? [] : openFile(settings.origin.source, settings.origin.file, text);
  const layer = overlay === undefined ? undefined : buildOverlayLayer(overlay, settings, documents);
  const root = reader.readRoot({ file: collected.root.file, body: collected.own }, layer);
  return { root, reader, ...(substitute === undefined ? {} : { substitute }) };
}

/** A reader of the kustomizations among copied files, as they are when it reads them. */
export function createLevelReader(source: string, { files, links }: TreeCopy): LevelReader {
  const decoder = new TextDecoder();
  return new LevelReader({
    source,
    links,
    has: (file) => files.has(file),
    readText: (file) => {
      const bytes = files.get(file);
      return bytes === undefined ? undefined : decoder.decode(bytes);
    },
  });
}

/** The same for objects, each rendering opened once. */
export function createRenderingCache(sources: DesiredSources): (object: DesiredObject) => Promise<Rendering | undefined> {
  const opened = new Map<RenderedFrom, Promise<Rendering | undefined>>();
  return async ({ renderedFrom, origin }) => {
    if (renderedFrom === undefined || renderedFrom.request.type !== 'kustomize') return undefined;
    const known = opened.get(renderedFrom) ?? openRendering(origin.source, renderedFrom.folder, renderedFrom.request, sources);
    opened.set(renderedFrom, known);
    return known;
  };
}
