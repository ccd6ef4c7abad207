import type { Json } from '../json.ts';

/** How the text of a scalar is read: two spellings of one quantity, duration, instant or byte string are equal. */
export type ScalarFormat = 'quantity' | 'int-or-string' | 'duration' | 'date-time' | 'byte';

/**
 * What the comparison must know of one field, taken from the cluster's OpenAPI v3 document. A struct has `fields`, a map `values`, a list `items`.
 * Plain JSON, so that it can be kept on disk under the hash of the document it came from.
 */
export interface FieldSchema {
  readonly type?: 'object' | 'list' | 'string' | 'integer' | 'number' | 'boolean';
  readonly fields?: Readonly<Record<string, FieldSchema>>;
  readonly values?: FieldSchema;
  /** Keeps fields it does not know (`x-kubernetes-preserve-unknown-fields`, raw JSON): nothing below is ever dropped by the server. */
  readonly open?: true;
  /** `x-kubernetes-map-type: atomic`: one manager owns the whole. */
  readonly atomic?: true;
  readonly items?: FieldSchema;
  /** `x-kubernetes-list-type`; a list without one is atomic. */
  readonly list?: 'atomic' | 'set' | 'map';
  readonly keys?: readonly string[];
  readonly format?: ScalarFormat;
  readonly default?: Json;
  /** The server drops `false` and `0` here: absent means the same (a plain `omitempty` scalar of a built-in type). */
  readonly dropsZero?: true;
  /** Presence alone has a meaning: an empty label selector selects everything, an absent one nothing. */
  readonly presence?: true;
  /** Name of the definition that holds everything else. */
  readonly ref?: string;
}

/** All that is kept of one group version: its definitions by name, and which definition each kind is. */
export interface GroupVersionSchema {
  readonly definitions: Readonly<Record<string, FieldSchema>>;
  readonly kinds: Readonly<Record<string, string>>;
}

/** A field's schema with its reference followed; undefined where the cluster told nothing. */
export type ResolveSchema = (schema: FieldSchema | undefined) => FieldSchema | undefined;

/** Follows references within one group version. A definition that refers to another is followed to its end. */
export function createResolver(schema: GroupVersionSchema | undefined): ResolveSchema {
  if (schema === undefined) return () => undefined;
  return (field) => {
    let current = field;
    for (let steps = 0; current?.ref !== undefined && steps < 8; steps++) current = schema.definitions[current.ref];
    return current;
  };
}

/** The schema of a kind's root, or undefined where the document does not describe the kind. */
export function findKindSchema(schema: GroupVersionSchema | undefined, kind: string): FieldSchema | undefined {
  const name = schema?.kinds[kind];
  return name === undefined ? undefined : { ref: name };
}
