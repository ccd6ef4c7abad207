import type { DesiredObject } from '../desired-state.ts';
import type { FieldPath } from '../field-path.ts';
import type { FieldPlace } from '../field-place.ts';
import { isSameJson, type Json } from '../json.ts';
import { valueAt } from '../owners/last-applied.ts';
import { readAt } from './git-document.ts';
import type { Level, LevelReader } from './kustomization-level.ts';
import { ABSENT, type FieldState, type FollowedField, isOutcome, UNKNOWN } from './setters/field-state.ts';
import { applyGenerators, beginGenerated } from './setters/generators.ts';
import type { Trace, TraceContext } from './setters/render-step.ts';
import { RENDER_STEPS } from './setters/render-steps.ts';
import { fillInVariables } from './setters/variables.ts';

/** Kustomizations that are looked into for one object: many bases taken in many times end there, and nothing is claimed. */
const MOST_VISITS = 20_000;
const HASH = /^-[a-z0-9]{10}$/;

/** Where a field is set: a line of the object's own manifest, or another place. */
export interface FoundSetter {
  readonly line?: number;
  readonly place?: FieldPlace;
  readonly endLine: number;
}

/** What an object was rendered with. */
export interface Rendering {
  readonly root: Level;
  readonly reader: LevelReader;
  /** Flux's variables, which are filled in at the end. */
  readonly substitute?: Readonly<Record<string, string>>;
}

/**
 * Finds where git sets fields of an object that Kustomize built: its manifest or generator is followed through every kustomization that takes it in. A
 * place is told where it is the last that touches the field, and holds the very value that came out; undefined for every other field.
 */
export function findSetters(
  object: DesiredObject,
  paths: readonly FieldPath[],
  rendering: Rendering,
): readonly (FoundSetter | undefined)[] {
  const fields = paths.map((path) => followField(object, path));
  const context: TraceContext = { object, fields, reader: rendering.reader };
  const traces = followObject(rendering.root, context).filter((trace) => isCalled(object, trace));
  const named = traces.filter((trace) => (trace.ids.at(-1)?.namespace ?? object.namespace) === object.namespace);
  const told = (named.length > 0 ? named : traces).map(({ states }) =>
    states.map((state, i) => describe(fillInVariables(state, fields[i], rendering.substitute), fields[i])),
  );
  return fields.map((_, i) => agree(told.map((setters) => setters[i])));
}

/** A Secret may be declared as text where the server keeps data. */
function followField({ kind, body }: DesiredObject, path: FieldPath): FollowedField {
  const [first, ...rest] = path;
  if (kind === 'Secret' && first !== undefined && 'field' in first && first.field === 'data' && rest.length > 0) {
    const asText: FieldPath = [{ field: 'stringData' }, ...rest];
    const value = valueAt(body, asText);
    if (value !== undefined) return { path: asText, value };
  }
  return { path, value: valueAt(body, path) ?? null };
}

function followObject(root: Level, context: TraceContext): readonly Trace[] {
  let visits = 0;
  const run = (level: Level, taken: readonly Trace[]): readonly Trace[] => {
    if (++visits > MOST_VISITS) return [];
    const listed = level.resources.flatMap((resource) => (typeof resource === 'string' ? beginAt(resource, context) : run(resource, [])));
    const changed = [...taken, ...listed].map((trace) => applyGenerators(level, trace, context));
    const all = isGenerated(context.object) ? [...changed, ...beginGenerated(level, context)] : changed;
    const completed = level.components.reduce<readonly Trace[]>((traces, component) => run(component, traces), all);
    return completed.map((trace) => RENDER_STEPS.reduce((traced, step) => step(level, traced, context), trace));
  };
  const traces = run(root, []);
  return visits > MOST_VISITS ? [] : traces;
}

function isGenerated({ document }: DesiredObject): boolean {
  return document < 0;
}

/** The object as its manifest has it. */
function beginAt(file: string, { object, fields, reader }: TraceContext): readonly Trace[] {
  const { origin, original, document: index, item } = object;
  if (file !== origin.file || original === undefined || isGenerated(object)) return [];
  const document = reader.openAt(file, index);
  const below: FieldPath = item === undefined ? [] : [{ field: 'items' }, { index: item }];
  const states = fields.map(({ path }): FieldState => {
    if (document === undefined) return UNKNOWN;
    const read = readAt(document, path, below);
    if (read === undefined) return valueAt(original, path) === undefined ? ABSENT : UNKNOWN;
    return { type: 'set', value: read.value, setter: 'manifest', spot: document.spotOf(read.found) };
  });
  const metadata = original['metadata'] as { readonly name?: string; readonly namespace?: string } | undefined;
  return [{ ids: [{ name: metadata?.name ?? '', namespace: metadata?.namespace }], states }];
}

function isCalled({ name }: DesiredObject, { ids }: Trace): boolean {
  const now = ids.at(-1)?.name ?? '';
  return name === now || (name.startsWith(now) && HASH.test(name.slice(now.length)));
}

function describe(state: FieldState, field: FollowedField | undefined): FoundSetter | undefined {
  if (field === undefined || !isOutcome(state, field) || state.spot === undefined) return undefined;
  const { endLine, ...spot } = state.spot;
  return state.setter === 'manifest' ? { line: spot.line, endLine } : { place: { ...spot, setter: state.setter }, endLine };
}

/** The same object may be taken in by several ways; what they agree on is told. */
function agree(told: readonly (FoundSetter | undefined)[]): FoundSetter | undefined {
  const [first] = told;
  return told.every((each) => isSameJson(each as unknown as Json, first as unknown as Json)) ? first : undefined;
}
