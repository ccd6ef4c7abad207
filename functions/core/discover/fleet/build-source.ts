import { asJsonObject, type JsonObject } from '../../json.ts';
import { isBelow } from '../../manifests/file-paths.ts';
import type { RenderingRequest } from '../../rendering-request.ts';
import type { DiscoveredSource, MadeNamespace } from '../discovered-source.ts';
import type { DiscoveryContext } from '../discovery-rule.ts';
import { readText, readTextMap, readTexts } from '../read-fields.ts';
import type { RepositoryAddress } from '../repository-rules.ts';
import { type ToolObject, titleOf } from '../tool-object.ts';
import { placeFleetChart } from './place-chart.ts';
import { readComparePatches } from './read-compare-patches.ts';
import { readHelmValues } from './read-helm-values.ts';
import { type BundleFiles, selectManifests } from './select-manifests.ts';

/** A bundle with the options that hold for the checked cluster. */
export interface FleetBundle {
  readonly id: string;
  readonly object: ToolObject;
  /** Name of the release where nothing else names it. */
  readonly release: string;
  readonly options: JsonObject;
  /** Where it lies, and what lies there; absent: it is a chart from elsewhere. */
  readonly place?: { readonly repository: RepositoryAddress; readonly folder: string } & BundleFiles;
  readonly problems: readonly string[];
  readonly notes: readonly string[];
}

interface Rendered {
  readonly rendering: RenderingRequest;
  readonly path: string;
  readonly url?: string;
  readonly revision?: string;
  readonly isListed?: boolean;
  readonly problems: readonly string[];
}

/** The source that a bundle is: a chart, a kustomization, or plain manifests. Undefined: something has to be looked up first. */
export function buildFleetSource(bundle: FleetBundle, context: DiscoveryContext): DiscoveredSource | undefined {
  const { id, object, options, place } = bundle;
  const target = readText(options['namespace']);
  const namespace = target ?? readText(options['defaultNamespace']) ?? 'default';
  const rendered = chooseRendering(bundle, namespace, context);
  if (rendered === 'waiting') return undefined;
  const diff = readComparePatches(asJsonObject(options['diff'])['comparePatches'], { title: titleOf(object), source: id });
  const isPaused = options['paused'] === true || asJsonObject(object.body['spec'])['paused'] === true;
  return {
    source: {
      id,
      url: rendered.url ?? place?.repository.url ?? '',
      revision: rendered.revision ?? place?.repository.revision ?? '',
      path: rendered.path,
      defaultNamespace: namespace,
      worktree: false,
      rendering: rendered.rendering,
    },
    tool: 'fleet',
    object,
    isListed: rendered.isListed ?? place?.repository.isListed ?? false,
    ...(target === undefined ? {} : { namespaceOfAll: target }),
    ignore: diff.rules,
    namespaces: listNamespaces(namespace, options),
    problems: [...bundle.problems, ...rendered.problems],
    notes: [...bundle.notes, ...(isPaused ? [`${titleOf(object)} is paused: Fleet delivers nothing new of it.`] : []), ...diff.notes],
  };
}

function chooseRendering({ release, options, place }: FleetBundle, namespace: string, context: DiscoveryContext): Rendered | 'waiting' {
  const helm = asJsonObject(options['helm']);
  const chart = placeFleetChart(helm, place?.files ?? [], context.repositories);
  const folder = place?.folder ?? '';
  const join = (path: string): string => [folder, path].filter((part) => part !== '').join('/');
  const kustomizations = join(readText(asJsonObject(options['kustomize'])['dir'])?.replace(/^\.?\/+|\/+$/g, '') ?? '');
  const isKustomized = place?.files.some(
    (file) => join(file) === (kustomizations === '' ? 'kustomization.yaml' : `${kustomizations}/kustomization.yaml`),
  );
  if (chart.type === 'problem') return { rendering: { type: 'plain' }, path: folder, problems: [chart.message] };
  if (chart.type === 'none') {
    if (isKustomized) return { rendering: { type: 'kustomize' }, path: kustomizations, problems: [] };
    const overlays = readTexts(asJsonObject(options['yaml'])['overlays']);
    const { request, problems } = selectManifests(place ?? { files: [], inner: [], ignored: [] }, overlays);
    return { rendering: request, path: folder, problems };
  }
  const read = readHelmValues(helm, namespace, context);
  if (read === 'waiting') return 'waiting';
  const ignored = place?.ignored.length ? ['its .fleetignore leaves files of a chart out, which is not followed'] : [];
  const problems = [
    ...read.problems,
    ...(isKustomized ? ['a kustomization is laid over its chart, which is not followed'] : []),
    ...(chart.type === 'here' ? ignored : []),
  ];
  const request = {
    type: 'helm' as const,
    releaseName: readText(helm['releaseName']) ?? release,
    namespace,
    valuesFiles: [],
    ...(Object.keys(read.values).length > 0 ? { values: read.values } : {}),
  };
  if (chart.type === 'here') return { rendering: { ...request, chart: { type: 'path' } }, path: join(chart.path), problems };
  const { url, version, isListed } = chart;
  return { rendering: { ...request, chart: chart.chart }, path: '', url, revision: version, isListed, problems };
}

/** Fleet makes the namespace where it is missing; `default` never is. */
function listNamespaces(name: string, options: JsonObject): readonly MadeNamespace[] {
  const [labels, annotations] = [readTextMap(options['namespaceLabels']), readTextMap(options['namespaceAnnotations'])];
  const isPlain = Object.keys(labels).length + Object.keys(annotations).length === 0;
  return isPlain && name === 'default' ? [] : [{ name, labels, annotations }];
}

/** The files of a folder as a bundle sees them. */
export function listBundleFiles(folder: string, inner: readonly string[], files: readonly string[]): BundleFiles {
  const cut = (path: string): string => (folder === '' ? path : path.slice(folder.length + 1));
  return { files: files.filter((file) => isBelow(file, folder)).map(cut), inner: inner.map(cut), ignored: [] };
}
