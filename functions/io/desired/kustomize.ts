import type { DesiredObject, RenderedFrom } from '../../core/desired-state.ts';
import { type JsonObject, listTexts, stringifyJson } from '../../core/json.ts';
import { type ParsedManifests, parseManifests } from '../../core/manifests/parse-manifests.ts';
import { markUnstable } from '../../core/rendering/find-unstable.ts';
import { listResources } from '../../core/rendering/kustomization-level.ts';
import { locateGenerated } from '../../core/rendering/locate-generated.ts';
import { matchOrigin } from '../../core/rendering/match-origin.ts';
import { readOrigin, removeOrigin } from '../../core/rendering/read-origin.ts';
import type { ResolvedInput } from '../../core/rendering/resolved-input.ts';
import { BadSubstitution, substituteVariables } from '../../core/rendering/substitute-variables.ts';
import type { KustomizeRequest } from '../../core/rendering-request.ts';
import { readText } from '../read-text.ts';
import { type CollectedKustomization, collectKustomization } from '../rendering/collect-kustomization.ts';
import { describeFailedRender } from '../rendering/describe-failed-render.ts';
import { fetchNeeded } from '../rendering/fetch-needed.ts';
import { createLevelReader } from '../rendering/open-rendering.ts';
import { renderCopy } from '../rendering/render-copy.ts';
import { RenderRefusal } from '../rendering/render-refusal.ts';
import type { Workbench } from '../rendering/workbench.ts';
import type { Render, RenderPlace } from './rendering.ts';

/** Files that are looked through for the object that one without an origin was made of. */
const MOST_CANDIDATES = 500;
const ORIGINS = 'originAnnotations';
/** Among labels or annotations of the object itself: only those are indented by four. */
const DISABLED = /^ {4}kustomize\.toolkit\.fluxcd\.io\/substitute: ["']?disabled["']?\s*$/m;

/** A folder built with `kubectl kustomize`. Each object is traced to the file it was made of. */
export const renderKustomize: Render<'kustomize'> = async (job, place) => {
  const { source, tree, bench } = place;
  if (bench === undefined) return describeFailedRender(source.id, job, undefined);
  try {
    const { folder, request } = job;
    const renderedFrom: RenderedFrom = { folder, request };
    const resolved: ResolvedInput[] = [];
    const collected = await collectKustomization(tree, folder, request, ({ name, version = '', repository }) =>
      fetchNeeded({ name, version, repository }, '', bench, resolved),
    );
    const { copy, root } = collected;
    const resources = listResources(createLevelReader(source.id, copy).readRoot(root, undefined));
    const isAsked = listTexts(root.body['buildMetadata']).includes(ORIGINS);
    const built = await build(argsOf(folder, request), collected, bench);
    const parse = (printed: string): ParsedManifests => {
      const text = request.substitute === undefined ? printed : fillIn(printed, request.substitute);
      return parseManifests(text, { source: source.id, file: job.file, defaultNamespace: source.defaultNamespace });
    };
    const trace = (printed: string): Promise<ParsedManifests> =>
      traceOrigins(parse(printed), root.file, isAsked, { ...place, renderedFrom, resources });
    const first = await trace(built.text);
    // Charts may make something anew each time; nothing else of Kustomize does.
    if (built.again === undefined || built.again === built.text) return { ...first, resolved };
    const { objects } = markUnstable(first.objects, (await trace(built.again)).objects);
    return { ...first, objects, resolved };
  } catch (error) {
    return describeFailedRender(source.id, job, error);
  }
};

/** Flux fills variables in object by object, and leaves alone those that say so. */
function fillIn(text: string, variables: Readonly<Record<string, string>>): string {
  const documents = text.split(/^---$/m);
  try {
    return documents.map((document) => (DISABLED.test(document) ? document : substituteVariables(document, variables))).join('---');
  } catch (error) {
    if (error instanceof BadSubstitution) throw new RenderRefusal(`a variable of postBuild cannot be filled in: ${error.message}`);
    throw error;
  }
}

/** Only what lies in the repository is in the copy, so that nothing else can be taken in. */
function argsOf(folder: string, request: KustomizeRequest): readonly string[] {
  return ['kustomize', folder || '.', ...(request.as === 'flux' ? ['--load-restrictor=LoadRestrictionsNone'] : [])];
}

interface Built {
  readonly text: string;
  /** What a second build printed, where there are charts. */
  readonly again: string | undefined;
}

/** Builds with origins annotated; a patch that trips over the annotation gets a build without. */
async function build(
  args: readonly string[],
  { copy, root: { file, body }, hasCharts }: CollectedKustomization,
  bench: Workbench,
): Promise<Built> {
  const task = { tool: 'kubectl', args, copy, ...(hasCharts ? { withHelm: true as const } : {}) } as const;
  const render = async (): Promise<Built> => {
    const text = await renderCopy(task, bench);
    return { text, again: hasCharts ? await renderCopy({ ...task, again: true }, bench) : undefined };
  };
  copy.replace(file, stringifyJson(askForOrigins(body)));
  try {
    return await render();
  } catch (error) {
    if (!(error instanceof RenderRefusal)) throw error;
    copy.replace(file, stringifyJson(body));
    return render();
  }
}

function askForOrigins(kustomization: JsonObject): JsonObject {
  const asked = listTexts(kustomization['buildMetadata']);
  return asked.includes(ORIGINS) ? kustomization : { ...kustomization, buildMetadata: [...asked, ORIGINS] };
}

async function traceOrigins(
  parsed: ParsedManifests,
  root: string,
  keepsAnnotation: boolean,
  place: RenderPlace & { readonly renderedFrom: RenderedFrom; readonly resources: readonly string[] },
): Promise<ParsedManifests> {
  const trace = async (object: DesiredObject): Promise<DesiredObject> => {
    const origin = readOrigin(object, root);
    const body = keepsAnnotation ? object.body : removeOrigin(object.body);
    const { item: _item, ...rest } = object;
    const { renderedFrom } = place;
    const unknown = {
      ...rest,
      body,
      isRendered: true as const,
      renderedFrom,
      renderedBy: root,
      origin: { source: place.source.id, file: root, line: 1 },
      document: -1,
    };
    if (origin?.generator !== undefined) {
      const read = await readText(place.tree, origin.file);
      const line = read.type === 'text' ? locateGenerated(read.text, origin.generator, object.name) : undefined;
      return { ...unknown, origin: { source: place.source.id, file: origin.file, line: line ?? 1 } };
    }
    // A patch may replace all annotations, and the origin with them.
    const candidates = origin === undefined ? await readAll(place) : await place.readObjects(origin.file);
    const match = matchOrigin(object, candidates);
    if (match === undefined) return { ...unknown, origin: { source: place.source.id, file: origin?.file ?? root, line: 1 } };
    return {
      ...unknown,
      original: match.body,
      origin: match.origin,
      document: match.document,
      ...(match.item === undefined ? {} : { item: match.item }),
    };
  };
  return {
    objects: await Promise.all(parsed.objects.map(trace)),
    hooks: await Promise.all(parsed.hooks.map(trace)),
    unchecked: parsed.unchecked.map(({ line: _line, ...gap }) => ({ ...gap, file: root })),
    setAside: parsed.setAside.map(({ line: _line, ...note }) => ({ ...note, file: root })),
  };
}

async function readAll({ resources, readObjects }: Pick<RenderPlace, 'readObjects'> & { readonly resources: readonly string[] }) {
  return (await Promise.all(resources.slice(0, MOST_CANDIDATES).map(readObjects))).flat();
}
