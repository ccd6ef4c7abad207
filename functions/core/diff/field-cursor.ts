import type { FieldPath, PathElement } from '../field-path.ts';
import type { Json } from '../json.ts';
import type { DefaultNode } from '../kinds/default-values.ts';
import type { FieldSchema, ResolveSchema } from '../schema/field-schema.ts';

/** Where the comparison stands inside an object. One cursor walks the whole object: paths are copied only when something is found. */
export interface FieldCursor {
  readonly path: FieldPath;
  /** The path so far, to keep. */
  readonly copyPath: () => FieldPath;
  /** Runs `visit` one element further down, with the schema and the defaults there. */
  readonly enter: (
    element: PathElement,
    schema: FieldSchema | undefined,
    defaults: DefaultNode | undefined,
    visit: (place: Place) => void,
  ) => void;
  /** True where the ancestor made of the first `depth` elements is owned as a whole. */
  readonly isAtomic: (depth: number) => boolean;
}

/** What is known of the field the cursor stands on. */
export interface Place {
  /** Followed to its definition; undefined where the cluster's schema says nothing. */
  readonly schema: FieldSchema | undefined;
  readonly defaults: DefaultNode | undefined;
  /** The default that stands beside the reference, which the definition does not have. */
  readonly schemaDefault: Json | undefined;
  /** `false` and `0` mean absent here. */
  readonly dropsZero: boolean;
  /** An entry of a map: `""` is a value there, not an absence. */
  readonly isEntry: boolean;
}

/** A cursor at the root of an object. */
export function createCursor(resolve: ResolveSchema): FieldCursor {
  const path: PathElement[] = [];
  const schemas: (FieldSchema | undefined)[] = [];
  return {
    path,
    copyPath: () => path.slice(),
    enter: (element, schema, defaults, visit) => {
      const resolved = resolve(schema);
      const parent = schemas.at(-1);
      path.push(element);
      schemas.push(resolved);
      const isEntry = parent?.values !== undefined || (parent !== undefined && parent.fields === undefined && parent.type === 'object');
      visit({
        schema: resolved,
        defaults,
        // Documents of built-in kinds give every entry of a map the default ""; an entry that is there was set by somebody all the same.
        schemaDefault: isEntry ? undefined : (schema?.default ?? resolved?.default),
        dropsZero: schema?.dropsZero === true,
        isEntry,
      });
      path.pop();
      schemas.pop();
    },
    isAtomic: (depth) => {
      const schema = schemas[depth - 1];
      const below = path[depth];
      // The server deduces the type of what no schema describes: objects field by field, lists as a whole.
      if (schema === undefined || (schema.open && schema.fields === undefined)) return below !== undefined && 'index' in below;
      if (schema.atomic) return true;
      if (schema.type === 'list') return schema.list === 'atomic';
      return schema.type !== 'object';
    },
  };
}
