import type { FieldPath, PathElement } from '../field-path.ts';
import { canonicalJson, type Json } from '../json.ts';
import type { TreeNode } from './document-tree.ts';

/** A node with where its key (of an item: the item itself) stands. `steps`: the fields and indexes that lead to it in the value of the document. */
export interface FoundNode {
  readonly node: TreeNode;
  readonly offset: number;
  readonly steps: readonly (string | number)[];
}

/** The node at a path below another; undefined where the document does not spell it out. */
export function findNode(root: TreeNode, path: FieldPath): FoundNode | undefined {
  let found: FoundNode | undefined = { node: root, offset: root.offset, steps: [] };
  for (const element of path) found = found && findChild(found, element);
  return found;
}

/** One step further. */
export function findChild({ node, steps }: FoundNode, element: PathElement): FoundNode | undefined {
  if ('field' in element) {
    const found = findField(node, element.field);
    return found && { ...found, steps: [...steps, element.field] };
  }
  const index = findItem(node.items ?? [], element);
  const item = node.items?.[index];
  return item && { node: item, offset: item.offset, steps: [...steps, index] };
}

/** The value of a field of a mapping; the last one that stands counts, as when the document is read: a merge overrides what is before it. */
export function findField(node: TreeNode, key: string): Pick<FoundNode, 'node' | 'offset'> | undefined {
  const fields = node.fields ?? [];
  for (let i = fields.length - 1; i >= 0; i--) {
    const field = fields[i];
    if (field === undefined) continue;
    if (!field.merge) {
      if (field.key === key) return { node: field.value, offset: field.offset };
      continue;
    }
    for (const source of field.value.items ?? [field.value]) {
      const found = findField(source, key);
      if (found) return found;
    }
  }
  return undefined;
}

function findItem(items: readonly TreeNode[], element: Exclude<PathElement, { readonly field: string }>): number {
  if ('index' in element) return element.index;
  if ('value' in element) return items.findIndex((item) => isScalar(item, element.value));
  const keys = Object.entries(element.keys);
  const whole = items.findIndex((item) => keys.every(([key, value]) => isScalar(findField(item, key)?.node, value)));
  // A key may be left to its default (`protocol` of a port): then those that are written decide.
  return whole >= 0 ? whole : items.findIndex((item) => matchesWrittenKeys(item, keys));
}

function matchesWrittenKeys(item: TreeNode, keys: readonly (readonly [string, Json])[]): boolean {
  const written = keys.filter(([key]) => findField(item, key) !== undefined);
  return written.length > 0 && written.every(([key, value]) => isScalar(findField(item, key)?.node, value));
}

function isScalar(node: TreeNode | undefined, value: Json): boolean {
  return node?.scalar !== undefined && canonicalJson(node.scalar) === canonicalJson(value);
}
