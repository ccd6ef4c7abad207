import { compileGlob, compilePointer, type FieldPath } from '../field-path.ts';
import { canonicalJson, type Json, type JsonObject } from '../json.ts';
import type { ObjectRef } from '../kube-object.ts';

/** A departure that an operator's rule may select: one field, or (without `path`) a whole object. An unmanaged object has no `source`. */
export interface Selectable {
  readonly cluster: string;
  readonly ref: ObjectRef;
  readonly labels: JsonObject;
  readonly source?: string;
  readonly path?: FieldPath;
  readonly at?: string;
  readonly manager?: string;
  readonly desired?: Json;
  readonly live?: Json;
}

/** What an operator's rule says of the departures it is about. Texts take `*`; what is absent selects everything. */
export interface Selection {
  readonly cluster?: string | undefined;
  readonly source?: string | undefined;
  readonly kind?: string | undefined;
  readonly group?: string | undefined;
  readonly namespace?: string | undefined;
  readonly name?: string | undefined;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly path?: string | readonly string[] | undefined;
  readonly manager?: string | undefined;
  readonly git?: string | number | boolean | null | undefined;
  readonly live?: string | number | boolean | null | undefined;
  /** The rule stands beside the object: its namespace is what git says, which means nothing where the kind is cluster-scoped. */
  readonly isBesideObject?: boolean;
}

type Selector = (candidate: Selectable) => boolean;

/** Compiles what a rule selects to a predicate over departures. */
export function compileSelection(rule: Selection): Selector {
  const selectors = [
    compileText(rule.cluster, ({ cluster }) => cluster),
    compileText(rule.source, ({ source }) => source),
    compileText(rule.group, ({ ref }) => ref.group),
    compileText(rule.namespace, ({ ref }) => ref.namespace ?? (rule.isBesideObject ? rule.namespace : undefined)),
    compileText(rule.name, ({ ref }) => ref.name),
    compileText(rule.manager, ({ manager }) => manager),
    compileKind(rule.kind),
    ...Object.entries(rule.labels ?? {}).map(([key, glob]) => compileText(glob, ({ labels }) => textOf(labels[key]))),
    compilePaths(rule.path),
    compileValue(rule.git, ({ desired }) => desired),
    compileValue(rule.live, ({ live }) => live),
  ].filter((selector) => selector !== undefined);
  return (candidate) => selectors.every((selects) => selects(candidate));
}

function compileText(glob: string | undefined, read: (candidate: Selectable) => string | undefined): Selector | undefined {
  if (glob === undefined) return undefined;
  const matches = compileGlob(glob);
  return (candidate) => {
    const text = read(candidate);
    return text !== undefined && matches(text);
  };
}

function compileKind(glob: string | undefined): Selector | undefined {
  if (glob === undefined) return undefined;
  const matches = compileGlob(glob.toLowerCase());
  return ({ ref }) => {
    const kind = ref.kind.toLowerCase();
    return matches(kind) || matches(`${kind}.${ref.group.toLowerCase()}`);
  };
}

/** A rule with paths is about fields: it never lets a whole object go. */
function compilePaths(paths: string | readonly string[] | undefined): Selector | undefined {
  if (paths === undefined) return undefined;
  const patterns = (typeof paths === 'string' ? [paths] : paths).map(compilePointer);
  return ({ path }) => path !== undefined && patterns.some((matches) => matches(path));
}

/** `null` stands for a side that has no value; a whole object has no values, so no such rule is about one. */
function compileValue(pattern: Selection['git'], read: (candidate: Selectable) => Json | undefined): Selector | undefined {
  if (pattern === undefined) return undefined;
  const matches = compileGlob(String(pattern));
  return (candidate) => {
    if (candidate.path === undefined) return false;
    const value = read(candidate);
    if (pattern === null) return value === undefined || value === null;
    return value !== undefined && matches(textOf(value) ?? '');
  };
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' || value === undefined ? value : canonicalJson(value);
}
