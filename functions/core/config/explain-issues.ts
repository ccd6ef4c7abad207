import type * as z from 'zod';
import { asJsonObject, isJsonList, type Json } from '../json.ts';
import type { TreeNode } from '../manifests/document-tree.ts';
import { suggestNearest } from '../suggest-nearest.ts';

/** One thing that is wrong with a configuration: where in the text (an offset) and what. Never quotes a value. */
export interface ConfigProblem {
  readonly offset: number;
  readonly message: string;
}

type Place = readonly PropertyKey[];

/** Tells each issue in words, with its place in the document. `jsonSchema` knows the keys that are allowed. */
export function explainIssues(issues: readonly z.core.$ZodIssue[], root: TreeNode | undefined, jsonSchema: Json): ConfigProblem[] {
  return issues.flatMap(chooseAlternative).flatMap((issue): ConfigProblem[] => {
    const where = formatPlace(issue.path);
    if (issue.code !== 'unrecognized_keys') {
      return [{ offset: findOffset(root, issue.path), message: `${where}${describeIssue(issue)}` }];
    }
    const known = listKnownKeys(jsonSchema, issue.path);
    return issue.keys.map((key) => {
      const near = suggestNearest(key, known);
      const hint = near === undefined ? `known are ${known.join(', ')}` : `did you mean ${JSON.stringify(near)}?`;
      return { offset: findOffset(root, [...issue.path, key]), message: `${where}: unknown key ${JSON.stringify(key)}; ${hint}` };
    });
  });
}

/** Of a value that may be one of several things: what is wrong with it as the one thing that it has the type of. */
function chooseAlternative(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const [only, ...others] = issue.errors.filter((errors) => !errors.some(({ code, path }) => code === 'invalid_type' && path.length === 0));
  if (only === undefined || others.length > 0) return [issue];
  return only.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })).flatMap(chooseAlternative);
}

function describeIssue(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'invalid_type') return `: ${issue.message}`;
  return issue.message.endsWith('received undefined') ? ' is missing' : ` ${issue.message.replace('Invalid input:', 'is wrong:')}`;
}

/** `ignore[0].path`; the whole document is `the configuration`. */
function formatPlace(path: Place): string {
  const text = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
  return text === '' ? 'at the top' : text.replace(/^\./, '');
}

/** Where the key or item stands, or the nearest ancestor that does (a key that is missing stands nowhere). */
function findOffset(root: TreeNode | undefined, path: Place): number {
  let offset = root?.offset ?? 0;
  let node = root;
  for (const step of path) {
    const field = node?.fields?.findLast(({ key }) => key === String(step));
    const item = typeof step === 'number' ? node?.items?.[step] : undefined;
    const found = item?.offset ?? field?.offset;
    if (found === undefined) return offset;
    offset = found < 0 ? offset : found;
    node = item ?? field?.value;
  }
  return offset;
}

function listKnownKeys(schema: Json, path: Place): string[] {
  const [step, ...rest] = path;
  const { properties, items, anyOf, oneOf } = asJsonObject(schema);
  const unions = [anyOf, oneOf].flatMap((union) => (isJsonList(union) ? union : []));
  const alternatives = [...new Set(unions.flatMap((alternative) => listKnownKeys(alternative, path)))];
  if (step === undefined) return [...Object.keys(asJsonObject(properties)), ...alternatives];
  const child = typeof step === 'number' ? items : asJsonObject(properties)[String(step)];
  return [...(child === undefined ? [] : listKnownKeys(child, rest)), ...alternatives];
}
