import { canonicalJson, type JsonObject } from '../../json.ts';
import { mergeValues, readObjects, readTexts } from '../read-fields.ts';
import type { Parameters } from '../templates/template.ts';
import type { GeneratedParameters, Generator, GeneratorContext } from './generator.ts';

/** argo-cd:applicationset/generators/merge.go: what the first generator found, with what the others found of the same merge keys laid over it. */
export const mergeGenerator: Generator = { key: 'merge', read: readMerge };

function readMerge(generator: JsonObject, context: GeneratorContext): GeneratedParameters {
  const keys = readTexts(generator['mergeKeys']);
  const [base, ...overrides] = readObjects(generator['generators']).map((nested) => context.readNested(nested));
  if (base === undefined || keys.length === 0) return { type: 'problem', message: 'a merge has generators and merge keys' };
  if (base.type !== 'parameters') return base;
  const keyOf = (parameters: Parameters): string => keys.map((key) => canonicalJson(parameters[key])).join('\n');
  const merged = new Map(base.list.map((parameters) => [keyOf(parameters), parameters]));
  if (merged.size < base.list.length) return { type: 'problem', message: 'its first generator finds two of the same merge keys' };
  for (const override of overrides) {
    if (override.type !== 'parameters') return override;
    for (const parameters of override.list) {
      const key = keyOf(parameters);
      const below = merged.get(key);
      if (below !== undefined) merged.set(key, context.isGoTemplate ? mergeValues(below, parameters) : { ...below, ...parameters });
    }
  }
  return { type: 'parameters', list: [...merged.values()] };
}
