import type { IgnoreRule } from '../../config/ignore-rule.ts';
import { isPointer } from '../../config/ignore-schema.ts';
import { asJsonObject, type Json } from '../../json.ts';
import { readObjects, readText, readTexts } from '../read-fields.ts';

/**
 * `driftDetection.ignore` of a HelmRelease and `ignore` of a Kustomization (helm-controller:api/v2, kustomize-controller:api/v1, IgnoreRule): pointers,
 * for the objects that a selector of Kustomize takes: its group, version, kind, name and namespace are regular expressions over the whole text.
 */
export function readFluxIgnoreRules(
  value: Json | undefined,
  { field, title, source }: { readonly field: string; readonly title: string; readonly source: string },
): { readonly rules: readonly IgnoreRule[]; readonly notes: readonly string[] } {
  const notes: string[] = [];
  const rules = readObjects(value).flatMap((entry, i): IgnoreRule[] => {
    const at = `${field}[${i}] of ${title}`;
    const refuse = (what: string): void => {
      notes.push(`${at}: ${what} is not understood, so nothing is ignored by it`);
    };
    const selects = readTarget(asJsonObject(entry['target']), refuse);
    const paths = readTexts(entry['paths']);
    const pointers = paths.filter(isPointer);
    for (const path of paths) if (path !== '' && !isPointer(path)) refuse(`the path ${path}`);
    // '' is the whole document.
    const isWhole = paths.includes('');
    if (selects === undefined || (pointers.length === 0 && !isWhole)) return [];
    const common = { source, ...selects, at, isOfTool: true as const, owner: title, reason: 'Flux is told to ignore it.' };
    return [{ ...common, ...(isWhole ? {} : { path: pointers }) }];
  });
  return { rules, notes };
}

type Selection = Pick<IgnoreRule, 'group' | 'kind' | 'name' | 'namespace' | 'labels'>;

/** Undefined where the target says something that no rule of ours can. */
function readTarget(target: Readonly<Record<string, Json>>, refuse: (what: string) => void): Selection | undefined {
  const selection: Record<string, string> = {};
  for (const key of ['group', 'kind', 'name', 'namespace'] as const) {
    const text = readText(target[key]);
    if (text === undefined) continue;
    const glob = toGlob(text);
    if (glob === undefined) {
      refuse(`${key}: ${text}`);
      return undefined;
    }
    selection[key] = glob;
  }
  if (readText(target['annotationSelector']) !== undefined) {
    refuse('its annotationSelector');
    return undefined;
  }
  const labels = readLabels(readText(target['labelSelector']) ?? '');
  if (labels === undefined) refuse('its labelSelector');
  return labels && { ...selection, ...(Object.keys(labels).length > 0 ? { labels } : {}) };
}

/** A regular expression that is plain text but for `.*`. */
function toGlob(expression: string): string | undefined {
  const parts = expression.replace(/^\^|\$$/g, '').split('.*');
  return parts.every((part) => /^[\w.-]*$/.test(part)) ? parts.join('*') : undefined;
}

/** `a=b,c==d`; everything else of the language is not understood. */
function readLabels(selector: string): Record<string, string> | undefined {
  const labels: Record<string, string> = {};
  for (const term of selector.split(',').filter((text) => text.trim() !== '')) {
    const [, key, value] = /^\s*([\w./-]+)\s*==?\s*([\w.-]+)\s*$/.exec(term) ?? [];
    if (key === undefined || value === undefined) return undefined;
    labels[key] = value;
  }
  return labels;
}
