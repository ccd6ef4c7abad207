import type { DesiredObject, RenderedFrom } from '../../core/desired-state.ts';
import type { FieldPath } from '../../core/field-path.ts';
import { isSameJson, type Json, stringifyJson } from '../../core/json.ts';
import { resolvePath } from '../../core/manifests/file-paths.ts';
import { parseManifests } from '../../core/manifests/parse-manifests.ts';
import { valueAt } from '../../core/owners/last-applied.ts';
import { buildProbe, findMarked, type MarkedValue, markValues, type ValuesLayer } from '../../core/rendering/chart-values.ts';
import type { FoundSetter } from '../../core/rendering/find-setters.ts';
import { openFile } from '../../core/rendering/git-document.ts';
import { readInlineValues, readParameters, readValuesFile } from '../../core/rendering/values-layers.ts';
import type { HelmRequest } from '../../core/rendering-request.ts';
import type { DesiredSources } from '../desired/desired.ts';
import type { OpenedChart } from './open-chart.ts';
import { OWN_FOLDER } from './place-values.ts';
import type { TreeCopy } from './tree-copy.ts';

const PROBE = `${OWN_FOLDER}/probe.yaml`;
/** Objects of one chart that are looked into: each takes a rendering or two, until they are kept. */
const MOST_OBJECTS = 10;

/** A chart that can be rendered again. */
export interface ChartToProbe {
  readonly chart: OpenedChart;
  readonly render: (args: readonly string[], copy: TreeCopy) => Promise<string>;
}

interface OpenedProbe extends ChartToProbe {
  readonly layers: readonly ValuesLayer[];
  objects: number;
}

/**
 * Finds the values that set fields of a chart's objects: values that a field is made of are replaced by marks, the chart is rendered again, and a field
 * that has the mark in the place of the value is set there. What cannot be rendered with marks proves nothing.
 */
export function createValuesProbe(
  sources: DesiredSources,
): (object: DesiredObject, paths: readonly FieldPath[]) => Promise<readonly (FoundSetter | undefined)[]> {
  const opened = new Map<RenderedFrom, Promise<OpenedProbe | undefined>>();
  const open = ({ renderedFrom, origin }: DesiredObject): Promise<OpenedProbe | undefined> => {
    if (renderedFrom === undefined || renderedFrom.request.type !== 'helm') return Promise.resolve(undefined);
    const known = opened.get(renderedFrom) ?? openProbe(origin.source, renderedFrom.folder, renderedFrom.request, sources);
    opened.set(renderedFrom, known);
    return known;
  };
  return async (object, paths) => {
    const probe = await open(object);
    const nothing = paths.map(() => undefined);
    if (probe === undefined || ++probe.objects > MOST_OBJECTS) return nothing;
    const values = paths.map((path): Json => valueAt(object.body, path) ?? null);
    for (const which of ['contained', 'exact'] as const) {
      const marked = markValues(probe.layers, values, which);
      if (marked.length === 0) return nothing;
      const body = await renderMarked(object, probe, marked);
      if (body !== undefined) return paths.map((path, i) => describe(path, values[i] ?? null, valueAt(body, path), marked));
    }
    return nothing;
  };
}

function describe(path: FieldPath, before: Json, after: Json | undefined, marked: readonly MarkedValue[]): FoundSetter | undefined {
  const last = path.at(-1);
  const found = findMarked(last !== undefined && 'field' in last ? last.field : '', before, after, marked);
  if (found === undefined) return undefined;
  const { endLine, ...spot } = found.spot;
  return { place: { ...spot, setter: 'value' }, endLine };
}

async function openProbe(source: string, folder: string, request: HelmRequest, sources: DesiredSources): Promise<OpenedProbe | undefined> {
  // What is patched afterwards need not have what the chart made.
  const chart = request.postRender === undefined ? await sources.openChart(source, folder, request) : undefined;
  if (chart === undefined) return undefined;
  const { settings, values, parameters = [] } = request;
  const told = settings === undefined ? undefined : await sources.readText(settings.origin.source, settings.origin.file);
  const documents = settings === undefined || told === undefined ? [] : openFile(settings.origin.source, settings.origin.file, told);
  const { files } = chart.chart.copy;
  const readLayer = (file: string | undefined): readonly ValuesLayer[] => {
    const bytes = file === undefined ? undefined : files.get(file);
    return file === undefined || bytes === undefined ? [] : [readValuesFile(source, file, new TextDecoder().decode(bytes))];
  };
  const own = chart.chart.folder;
  const layers = [
    ...(own === undefined ? [] : readLayer(own === '' ? 'values.yaml' : `${own}/values.yaml`)),
    ...request.valuesFiles.flatMap((path) => readLayer(path.startsWith('/') ? resolvePath('', path) : resolvePath(folder, path))),
    ...(values === undefined ? [] : [readInlineValues(values, settings, documents)]),
    ...(parameters.length === 0 ? [] : [readParameters(parameters, settings, documents)]),
  ];
  return { ...chart, layers, objects: 0 };
}

async function renderMarked(object: DesiredObject, { chart, render, layers }: OpenedProbe, marked: readonly MarkedValue[]) {
  const { args, copy } = chart;
  const end = args.indexOf('--');
  const isParameter = (arg: string): boolean => arg.startsWith('--set');
  const before = args.slice(0, end);
  const told = marked.flatMap(({ parameter, mark }) =>
    parameter ? [`--set${parameter.asString ? '-string' : ''}=${parameter.name}=${mark}`] : [],
  );
  copy.replace(PROBE, stringifyJson(buildProbe(layers, marked)));
  const probed = [
    ...before.filter((arg) => !isParameter(arg)),
    `--values=${PROBE}`,
    ...before.filter(isParameter),
    ...told,
    ...args.slice(end),
  ];
  const text = await render(probed, copy).catch(() => undefined);
  copy.files.delete(PROBE);
  if (text === undefined) return undefined;
  const { objects, hooks } = parseManifests(text, {
    source: object.origin.source,
    file: object.origin.file,
    defaultNamespace: object.defaultNamespace,
  });
  const isSame = (other: DesiredObject): boolean =>
    isSameJson(
      [other.group, other.kind, other.name, other.namespace ?? null],
      [object.group, object.kind, object.name, object.namespace ?? null],
    );
  return [...objects, ...hooks].find(isSame)?.body;
}
