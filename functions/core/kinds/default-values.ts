import type { Json } from '../json.ts';

/** One table of built-in defaults: by `group/Kind`, then by path (`.spec.template.spec.containers[].imagePullPolicy`), every default seen there. */
export interface DefaultsTable {
  readonly version: string;
  readonly kinds: Readonly<Record<string, Readonly<Record<string, readonly Json[]>>>>;
}

/** Defaults of a kind as a tree beside the object: `values` at a leaf; children by field name, `[]` for the items of a list. */
export interface DefaultNode {
  readonly values: readonly Json[];
  readonly children: ReadonlyMap<string, DefaultNode>;
}

interface GrowingNode {
  values: readonly Json[];
  readonly children: Map<string, GrowingNode>;
}

/** Looks up the tree of a kind, built once per kind; undefined where the table does not know the kind. */
export function createDefaultsLookup(table: DefaultsTable | undefined): (group: string, kind: string) => DefaultNode | undefined {
  const trees = new Map<string, DefaultNode>();
  return (group, kind) => {
    const key = `${group}/${kind}`;
    const known = trees.get(key);
    if (known) return known;
    const paths = table?.kinds[key];
    if (paths === undefined) return undefined;
    const tree = buildTree(paths);
    trees.set(key, tree);
    return tree;
  };
}

function buildTree(paths: Readonly<Record<string, readonly Json[]>>): DefaultNode {
  const root: GrowingNode = { values: [], children: new Map() };
  for (const [path, values] of Object.entries(paths)) {
    let node = root;
    for (const [step] of path.matchAll(/\[\]|\["(?:[^"\\]|\\.)*"\]|\.[^.[\]]+/g)) {
      const name = step === '[]' ? '[]' : step.startsWith('[') ? (JSON.parse(step.slice(1, -1)) as string) : step.slice(1);
      let child = node.children.get(name);
      if (!child) {
        child = { values: [], children: new Map() };
        node.children.set(name, child);
      }
      node = child;
    }
    node.values = values;
  }
  return root;
}
