import { asJsonObject, type JsonObject } from '../../json.ts';
import type { DiscoveryContext } from '../discovery-rule.ts';
import { parseValues } from '../parse-values.ts';
import { mergeValues, readObjects, readText } from '../read-fields.ts';
import type { ToolObject } from '../tool-object.ts';
import { readData } from './read-data.ts';

/** The values of a release, and what of them cannot be told. */
export interface ReadValues {
  readonly values: JsonObject;
  readonly problems: readonly string[];
}

/**
 * `spec.valuesFrom`, later ones over earlier ones, and `spec.values` over all (fluxcd/pkg:chartutil, ChartValuesFromReferences). With a `targetPath` the
 * text is one value at that path, which helm's `--set` language spells: plain keys with dots are understood.
 */
export function readValues(spec: JsonObject, object: ToolObject, context: DiscoveryContext): ReadValues | 'waiting' {
  const problems: string[] = [];
  let values: JsonObject = {};
  let isWaiting = false;
  for (const reference of readObjects(spec['valuesFrom'])) {
    const [kind, name] = [readText(reference['kind']) ?? '', readText(reference['name']) ?? ''];
    const key = readText(reference['valuesKey']) ?? 'values.yaml';
    const isOptional = reference['optional'] === true;
    const read = readData(kind, object.namespace, name, context);
    if (read === undefined) {
      isWaiting = true;
      continue;
    }
    const text = read.type === 'data' ? read.data[key] : undefined;
    if (text === undefined) {
      if (read.type === 'failed') problems.push(read.message);
      else if (!isOptional)
        problems.push(read.type === 'absent' ? read.message : `${kind} ${name} has no key ${key}, and values of it stand there`);
      continue;
    }
    const part =
      readText(reference['targetPath']) === undefined ? parseValues(text) : setPath(readText(reference['targetPath']) ?? '', text);
    if (part === undefined) problems.push(`the values in ${key} of ${kind} ${name} are not understood`);
    else values = mergeValues(values, part);
  }
  return isWaiting ? 'waiting' : { values: mergeValues(values, asJsonObject(spec['values'])), problems };
}

function setPath(path: string, text: string): JsonObject | undefined {
  if (!/^[\w-]+(\.[\w-]+)*$/.test(path) || /[,{}\\]/.test(text)) return undefined;
  const typed = /^".*"$|^'.*'$/s.test(text) ? text.slice(1, -1) : readTyped(text);
  return path.split('.').reduceRight<unknown>((below, segment) => ({ [segment]: below }), typed) as JsonObject;
}

/** helm:pkg/strvals, typedVal. */
function readTyped(text: string): string | number | boolean | null {
  if (/^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  if (text.toLowerCase() === 'null') return null;
  if (text === '0' || /^-?[1-9]\d{0,14}$/.test(text)) return Number(text);
  return text;
}
