import type { IgnoreRule } from '../../config/ignore-rule.ts';
import { isPointer } from '../../config/ignore-schema.ts';
import type { Json, JsonObject } from '../../json.ts';
import { readObjects, readText, readTexts } from '../read-fields.ts';
import { translateJqPath } from '../translate-jq-path.ts';

/** Rules of a tool, and which of what it says is not understood. */
export interface ReadRules {
  readonly rules: readonly IgnoreRule[];
  readonly notes: readonly string[];
}

/**
 * `spec.ignoreDifferences` (argo-cd:util/argo/normalizers, diff_normalizer.go): pointers, jq paths and field managers, each for the objects of a group
 * and kind. `title` is the Application, `source` whose objects they are for.
 */
export function readIgnoreDifferences(value: Json | undefined, title: string, source: string): ReadRules {
  const notes: string[] = [];
  const rules = readObjects(value).flatMap((entry, i): readonly IgnoreRule[] => {
    const at = `ignoreDifferences[${i}] of ${title}`;
    const refuse = (text: string): void => {
      notes.push(`${at}: ${text} is not understood, so nothing is ignored by it`);
    };
    return readIgnoreEntry(entry, { at, owner: title, source, selects: readSelector(entry) }, refuse);
  });
  return { rules, notes };
}

/** Whose rule it is, where it stands, and which objects of which source it is about. */
export interface IgnorePlace {
  readonly at: string;
  readonly owner: string;
  readonly source: string;
  readonly selects: Pick<IgnoreRule, 'group' | 'kind' | 'name' | 'namespace'>;
}

/** One entry: what is not understood goes to `refuse`. */
export function readIgnoreEntry(
  entry: JsonObject,
  { selects, ...place }: IgnorePlace,
  refuse: (text: string) => void,
): readonly IgnoreRule[] {
  const understood = readPaths(entry, refuse);
  const common = { ...place, ...selects, isOfTool: true as const };
  return [
    ...(understood.length === 0 ? [] : [{ ...common, path: understood, reason: 'Argo CD is told to ignore it.' }]),
    ...readTexts(entry['managedFieldsManagers']).map((manager) => ({
      ...common,
      manager,
      reason: `Argo CD is told to ignore what ${manager} sets.`,
    })),
  ];
}

function readPaths(entry: JsonObject, refuse: (text: string) => void): string[] {
  const pointers = readTexts(entry['jsonPointers']).flatMap((pointer) => {
    if (isPointer(pointer)) return [pointer];
    refuse(`the pointer ${pointer}`);
    return [];
  });
  const translated = readTexts(entry['jqPathExpressions']).flatMap((expression) => {
    const pointer = translateJqPath(expression);
    if (pointer === undefined) refuse(`the jq expression ${expression}`);
    return pointer === undefined ? [] : [pointer];
  });
  return [...pointers, ...translated];
}

/** A group that is left out is the core group; `*` is any. */
function readSelector(entry: JsonObject): Pick<IgnoreRule, 'group' | 'kind' | 'name' | 'namespace'> {
  const [kind, name, namespace] = [readText(entry['kind']), readText(entry['name']), readText(entry['namespace'])];
  return {
    group: readText(entry['group']) ?? '',
    ...(kind === undefined || kind === '*' ? {} : { kind }),
    ...(name === undefined ? {} : { name }),
    ...(namespace === undefined ? {} : { namespace }),
  };
}
