import { asString, isJsonList, isJsonObject, isSameJson, type Json } from '../../json.ts';
import type { TreeNode } from '../../manifests/document-tree.ts';
import { type FoundNode, findChild, findField } from '../../manifests/find-node.ts';
import { follow, type GitDocument } from '../git-document.ts';
import { ABSENT, type FieldState, type FollowedField, setTo, type Touch, UNKNOWN, UNTOUCHED } from './field-state.ts';

/**
 * What a strategic merge patch does to a field of an object that it applies to. `list`: the list that came out where the path takes an item by its index,
 * by the number of steps to it; a patch whose list has another length is not followed into it.
 */
export function mergeStrategic(
  document: GitDocument,
  field: FollowedField,
  before: FieldState,
  listLength: (depth: number) => number | undefined,
): Touch {
  if (document.root === undefined) return UNKNOWN;
  let found: FoundNode = { node: document.root, offset: document.root.offset, steps: [] };
  let isReplaced = false;
  for (const [depth, element] of field.path.entries()) {
    const directive = directiveOf(found.node);
    if (directive === 'delete') return ABSENT;
    if (directive === 'replace' || replacesList(found.node)) isReplaced = true;
    if ('index' in element && found.node.items !== undefined && found.node.items.length !== listLength(depth)) return UNKNOWN;
    const next = findChild(found, element);
    if (next === undefined) {
      if (isReplaced) return ABSENT;
      return findField(found.node, '$retainKeys') === undefined ? UNTOUCHED : UNKNOWN;
    }
    found = next;
  }
  if (directiveOf(found.node) === 'delete') return ABSENT;
  const value = follow(document.value, found.steps);
  if (value === undefined) return UNKNOWN;
  if (isJsonObject(value) && before.type !== 'absent' && !isReplaced && !isSameJson(value, field.value)) return UNKNOWN;
  if (holdsDirective(value)) return UNKNOWN;
  return setTo(document, { found, value }, 'strategic-patch');
}

function directiveOf(node: TreeNode): string | undefined {
  const scalar = findField(node, '$patch')?.node.scalar;
  return asString(scalar);
}

/** `- $patch: replace` among the items takes the place of the whole list. */
function replacesList({ items = [] }: TreeNode): boolean {
  return items.some((item) => directiveOf(item) === 'replace');
}

function holdsDirective(value: Json): boolean {
  if (isJsonList(value)) return value.some(holdsDirective);
  return isJsonObject(value) && Object.entries(value).some(([key, each]) => key === '$patch' || holdsDirective(each));
}
