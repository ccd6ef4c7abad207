import type { IgnoreRule } from '../../config/ignore-rule.ts';
import { isPointer } from '../../config/ignore-schema.ts';
import type { Json } from '../../json.ts';
import { splitApiVersion } from '../../kube-object.ts';
import { readObjects, readText, readTexts } from '../read-fields.ts';

/** `diff.comparePatches` (fleet:pkg/apis, ComparePatch): pointers, paths that are removed before anything is compared, and objects that are ignored whole. */
export function readComparePatches(
  value: Json | undefined,
  { title, source }: { readonly title: string; readonly source: string },
): { readonly rules: readonly IgnoreRule[]; readonly notes: readonly string[] } {
  const notes: string[] = [];
  const rules = readObjects(value).flatMap((patch, i): IgnoreRule[] => {
    const at = `diff.comparePatches[${i}] of ${title}`;
    const refuse = (what: string): void => {
      notes.push(`${at}: ${what} is not understood, so nothing is ignored by it`);
    };
    const [kind, name, namespace] = [readText(patch['kind']), readText(patch['name']), readText(patch['namespace'])];
    // Where an object is ignored whole its name may be a regular expression.
    if (name !== undefined && !/^[\w.:-]+$/.test(name)) {
      refuse(`the name ${name}`);
      return [];
    }
    const operations = readObjects(patch['operations']);
    const isWhole = operations.some(({ op }) => op === 'ignore');
    const removed = operations.flatMap(({ op, path }) => {
      if (op === 'ignore') return [];
      if (op === 'remove' && readText(path) !== undefined) return [readText(path) ?? ''];
      refuse(`the operation ${readText(op) ?? 'without a name'}`);
      return [];
    });
    const paths = [...readTexts(patch['jsonPointers']), ...removed].filter((path) => {
      if (!isPointer(path)) refuse(`the path ${path}`);
      return isPointer(path);
    });
    if (!isWhole && paths.length === 0) return [];
    return [
      {
        source,
        group: splitApiVersion(readText(patch['apiVersion']) ?? '').group,
        ...(kind === undefined ? {} : { kind }),
        ...(name === undefined ? {} : { name }),
        ...(namespace === undefined ? {} : { namespace }),
        at,
        isOfTool: true,
        owner: title,
        reason: 'Fleet is told to ignore it.',
        ...(isWhole ? {} : { path: paths }),
      },
    ];
  });
  return { rules, notes };
}
