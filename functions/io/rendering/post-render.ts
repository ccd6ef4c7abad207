import type { DesiredObject } from '../../core/desired-state.ts';
import { type JsonObject, stringifyJson } from '../../core/json.ts';
import type { ParsedManifests } from '../../core/manifests/parse-manifests.ts';
import { listReferences } from '../../core/rendering/kustomization-references.ts';
import { matchOrigin } from '../../core/rendering/match-origin.ts';
import type { SourceTree } from '../source-tree.ts';
import { renderCopy } from './render-copy.ts';
import { RenderRefusal } from './render-refusal.ts';
import { TreeCopy } from './tree-copy.ts';
import type { Workbench } from './workbench.ts';

/** Lays kustomize patches over what a chart rendered, as Flux's postRenderers do. Objects keep the origins they had. */
export async function renderPatched(
  rendered: ParsedManifests,
  text: string,
  patches: JsonObject,
  { tree, bench, parse }: { readonly tree: SourceTree; readonly bench: Workbench; readonly parse: (text: string) => ParsedManifests },
): Promise<ParsedManifests> {
  // What is written out refers to nothing.
  const reference = listReferences(patches).find(({ type }) => type !== 'inline');
  if (reference !== undefined) throw new RenderRefusal(`its post-renderer names ${reference.path}: patches are written out there`);
  const copy = new TreeCopy(tree);
  copy.replace('rendered.yaml', text);
  copy.replace('kustomization.yaml', stringifyJson({ ...patches, resources: ['rendered.yaml'] }));
  const parsed = parse(await renderCopy({ tool: 'kubectl', args: ['kustomize', '.'], copy }, bench));
  const before = [...rendered.objects, ...rendered.hooks];
  const trace = (object: DesiredObject): DesiredObject => {
    const { item: _item, ...rest } = object;
    return { ...rest, document: -1, isRendered: true, origin: matchOrigin(object, before)?.origin ?? { ...object.origin, line: 1 } };
  };
  return { ...parsed, objects: parsed.objects.map(trace), hooks: parsed.hooks.map(trace) };
}
