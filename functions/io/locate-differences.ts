import type { DesiredObject } from '../core/desired-state.ts';
import type { Difference, FieldDifference, ModifiedObject } from '../core/difference.ts';
import type { FieldPath } from '../core/field-path.ts';
import { isSameJson } from '../core/json.ts';
import { refKey } from '../core/kube-object.ts';
import { buildSpanLocator, type FieldSpan, type SpanLocator } from '../core/manifests/locate-fields.ts';
import { valueAt } from '../core/owners/last-applied.ts';
import { type FoundSetter, findSetters } from '../core/rendering/find-setters.ts';
import type { Pruned } from '../core/report.ts';
import type { DesiredSources } from './desired/desired.ts';
import { createRenderingCache } from './rendering/open-rendering.ts';
import { createValuesProbe } from './rendering/probe-values.ts';

/** The declared object behind a ref, by `refKey`. */
export type DeclaredIndex = ReadonlyMap<string, DesiredObject>;

/** A report with lines, and the line on which the value of each field ends that has one. */
export interface Located<T> {
  readonly report: T;
  readonly ends: ReadonlyMap<FieldDifference, number>;
}

/** Finds where git sets fields of declared objects; undefined for a field of which that is not known. */
export type LocateFields = (object: DesiredObject, paths: readonly FieldPath[]) => Promise<readonly (FoundSetter | undefined)[]>;

/** A locator that reads every file again once, and only when it is asked for. */
export function createLocator(sources: DesiredSources): LocateFields {
  const locators = new Map<string, Promise<SpanLocator | undefined>>();
  const openRendering = createRenderingCache(sources);
  const probeValues = createValuesProbe(sources);
  const locatorOf = ({ origin }: DesiredObject): Promise<SpanLocator | undefined> => {
    const key = `${origin.source}\n${origin.file}`;
    const known = locators.get(key) ?? openLocator(sources, origin);
    locators.set(key, known);
    return known;
  };
  return async (object, paths) => {
    if (object.renderedFrom?.request.type === 'kustomize') {
      const rendering = await openRendering(object);
      return rendering === undefined ? paths.map(() => undefined) : findSetters(object, paths, rendering);
    }
    if (object.renderedFrom?.request.type === 'helm') return probeValues(object, paths);
    const locate = await locatorOf(object);
    return locate === undefined ? paths.map(() => undefined) : locateSpelled(object, paths, locate);
  };
}

async function openLocator(sources: DesiredSources, { source, file }: DesiredObject['origin']): Promise<SpanLocator | undefined> {
  const text = await sources.readText(source, file);
  return text === undefined ? undefined : buildSpanLocator(text);
}

/**
 * Adds to each field that git declares the place that sets it. Only files with something to say are read again, each once. A field whose place cannot
 * be told keeps none.
 */
export async function locateDifferences<T extends { readonly differences: readonly Difference[]; readonly pruned: readonly Pruned[] }>(
  report: T,
  declared: DeclaredIndex,
  sources: DesiredSources,
): Promise<Located<T>> {
  const locate = createLocator(sources);
  const ends = new Map<FieldDifference, number>();
  const differences: Difference[] = [];
  for (const difference of report.differences) {
    const object = difference.type === 'modified' ? declared.get(refKey(difference.ref)) : undefined;
    differences.push(difference.type === 'modified' && object ? await addPlaces(difference, object, locate, ends) : difference);
  }
  const pruned: Pruned[] = [];
  for (const item of report.pruned) {
    const object = declared.get(refKey(item.ref));
    const [setter] = object ? await locate(object, [item.path]) : [];
    pruned.push({ ...item, ...placeOf(setter) });
  }
  return { report: { ...report, differences, pruned }, ends };
}

async function addPlaces(
  difference: ModifiedObject,
  object: DesiredObject,
  locate: LocateFields,
  ends: Map<FieldDifference, number>,
): Promise<ModifiedObject> {
  const told = difference.fields.filter((field) => field.type !== 'extra');
  const setters = await locate(
    object,
    told.map((field) => field.path),
  );
  const setterOf = new Map<FieldDifference, FoundSetter | undefined>(told.map((field, i) => [field, setters[i]]));
  return {
    ...difference,
    fields: difference.fields.map((field) => {
      const setter = setterOf.get(field);
      if (setter === undefined) return field;
      const located = { ...field, ...placeOf(setter) };
      ends.set(located, setter.endLine);
      return located;
    }),
  };
}

/** What a field is told of where it is set. */
export function placeOf(setter: FoundSetter | undefined): Pick<FoundSetter, 'line' | 'place'> {
  const { endLine: _endLine, ...place } = setter ?? { endLine: 0 };
  return place;
}

/** What was rendered may have another value than the file it was made of: its line is told where that file has this very value. */
function isSpelledOut({ isRendered, body, original }: DesiredObject, path: FieldPath): boolean {
  return !isRendered || isSameJson(valueAt(body, path), valueAt(original, path));
}

function locateSpelled(object: DesiredObject, paths: readonly FieldPath[], locate: SpanLocator): readonly (FieldSpan | undefined)[] {
  // A Secret may declare as text what the server keeps as data.
  const locateText = (path: FieldPath): FieldSpan | undefined => {
    const [first, ...rest] = path;
    const isData = object.kind === 'Secret' && first !== undefined && 'field' in first && first.field === 'data';
    return isData ? locate(object.document, object.item, [[{ field: 'stringData' }, ...rest]])[0] : undefined;
  };
  const spans = locate(object.document, object.item, paths);
  return paths.map((path, index) => (isSpelledOut(object, path) ? (spans[index] ?? locateText(path)) : undefined));
}
