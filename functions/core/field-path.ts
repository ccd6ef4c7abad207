import { canonicalJson, type Json } from './json.ts';
import { unescapeToken } from './json-pointer.ts';

/** One step into an object, as managedFields spells it: `f:` field, `k:` item of a keyed list, `v:` item of a set, `i:` index of an atomic list. */
export type PathElement =
  | { readonly field: string }
  | { readonly keys: Readonly<Record<string, Json>> }
  | { readonly value: Json }
  | { readonly index: number };

export type FieldPath = readonly PathElement[];

const PLAIN_FIELD = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/** Path as people write it: `.spec.template.spec.containers[name="web"].image`, `.metadata.labels["app.kubernetes.io/name"]`. */
export function formatPath(path: FieldPath): string {
  return path.map(formatElement).join('') || '.';
}

function formatElement(element: PathElement): string {
  if ('field' in element) return PLAIN_FIELD.test(element.field) ? `.${element.field}` : `[${JSON.stringify(element.field)}]`;
  if ('index' in element) return `[${element.index}]`;
  if ('value' in element) return `[${canonicalJson(element.value)}]`;
  const keys = Object.entries(element.keys).map(([key, value]) => `${key}=${canonicalJson(value)}`);
  return `[${keys.join(',')}]`;
}

/** A predicate made of a JSON pointer; true for the path it names and for everything below it. */
export type PathPattern = (path: FieldPath) => boolean;

/**
 * Compiles a JSON pointer (RFC 6901, `~1` for `/`, `~0` for `~`) with wildcards: `*` inside a segment stands for any text, so a lone `*` is any
 * field or item. An item of a keyed list is `[name=web]` or just the value of its key (`web`); of a set, its value; of an atomic list, its index.
 * `/spec/template/spec/containers/web/image`, `/metadata/annotations/field.cattle.io~1*`. Throws Error where the text is no pointer.
 */
export function compilePointer(pointer: string): PathPattern {
  if (!pointer.startsWith('/')) throw new Error(`a path starts with "/", like /spec/replicas; this one is ${JSON.stringify(pointer)}`);
  const segments = pointer.slice(1).split('/').map(compileSegment);
  return (path) => path.length >= segments.length && segments.every((matches, i) => matches(path[i] as PathElement));
}

function compileSegment(segment: string): (element: PathElement) => boolean {
  const text = unescapeToken(segment);
  const keyed = /^\[([^=\]]+)=(.*)\]$/.exec(text);
  if (keyed) {
    const key = keyed[1] as string;
    const matches = compileGlob(keyed[2] as string);
    return (element) => 'keys' in element && key in element.keys && matches(String(element.keys[key]));
  }
  const matches = compileGlob(text);
  return (element) => {
    if ('field' in element) return matches(element.field);
    if ('index' in element) return matches(String(element.index));
    if ('value' in element) return matches(typeof element.value === 'string' ? element.value : canonicalJson(element.value));
    return Object.values(element.keys).some((value) => matches(String(value)));
  };
}

/** Compiles text with `*` wildcards to a predicate over whole strings. */
export function compileGlob(glob: string): (text: string) => boolean {
  if (glob === '*') return () => true;
  if (!glob.includes('*')) return (text) => text === glob;
  const pattern = new RegExp(
    `^${glob
      .split('*')
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('[^]*')}$`,
  );
  return (text) => pattern.test(text);
}
