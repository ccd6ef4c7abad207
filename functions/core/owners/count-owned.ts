import { asJsonObject, canonicalJson, isJsonList, isJsonObject, type Json, type JsonObject, parseJson } from '../json.ts';

/** Counts the leaves of a manifest, lists as one leaf each where the tree does not look inside. */
export function countLeaves(value: Json | undefined): number {
  if (isJsonObject(value)) return Object.values(value).reduce((sum: number, child) => sum + countLeaves(child), 0);
  if (isJsonList(value)) return value.reduce((sum: number, child) => sum + (isJsonObject(child) ? countLeaves(child) : 1), 0);
  return value === null || value === undefined ? 0 : 1;
}

/** How many leaves of the manifest an entry's tree owns: the manager that owns most of what git declares is the one that delivers it. */
export function countOwnedLeaves(tree: JsonObject, declared: Json | undefined): number {
  if (declared === undefined || declared === null) return 0;
  let owned = 0;
  let inner = false;
  for (const key of Object.keys(tree)) {
    if (key === '.') continue;
    inner = true;
    owned += countOwnedLeaves(asJsonObject(tree[key]), findDeclared(declared, key));
  }
  return inner ? owned : countLeaves(declared);
}

function findDeclared(declared: Json, key: string): Json | undefined {
  const name = key.slice(2);
  if (key.startsWith('f:')) return isJsonObject(declared) ? declared[name] : undefined;
  if (!isJsonList(declared)) return undefined;
  if (key.startsWith('i:')) return declared[Number(name)];
  const wanted = parseJson(name);
  if (key.startsWith('v:')) return declared.find((item) => canonicalJson(item) === canonicalJson(wanted));
  // A key that git leaves to its default (protocol: TCP) still names the item.
  return declared.find((item) => Object.entries(asJsonObject(wanted)).every(([k, v]) => (asJsonObject(item)[k] ?? v) === v));
}
