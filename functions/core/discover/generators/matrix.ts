import { asJsonObject, isSameJson, type JsonObject } from '../../json.ts';
import { readObjects } from '../read-fields.ts';
import { fillValue, type Parameters } from '../templates/template.ts';
import type { GeneratedParameters, Generator, GeneratorContext } from './generator.ts';

/** argo-cd:applicationset/generators/matrix.go: each of the first generator with each of the second, which may name what the first found. */
export const matrixGenerator: Generator = { key: 'matrix', read: readMatrix };

function readMatrix(generator: JsonObject, context: GeneratorContext): GeneratedParameters {
  const [first, second, ...more] = readObjects(generator['generators']);
  if (first === undefined || second === undefined || more.length > 0) return { type: 'problem', message: 'a matrix has two generators' };
  const outer = context.readNested(first);
  if (outer.type !== 'parameters') return outer;
  const list: Parameters[] = [];
  let isWaiting = false;
  for (const parameters of outer.list) {
    const filled = fillValue(second, parameters, context.fill);
    if (filled.type === 'problem') return filled;
    const inner = context.readNested(asJsonObject(filled.value));
    if (inner.type === 'problem') return inner;
    if (inner.type === 'waiting') isWaiting = true;
    else {
      for (const own of inner.list) {
        const joined = join(parameters, own);
        if (joined === undefined) return { type: 'problem', message: 'its two generators give one parameter two values' };
        list.push(joined);
      }
    }
  }
  return isWaiting ? { type: 'waiting' } : { type: 'parameters', list };
}

/** Maps of the same name are joined; anything else may be there twice only where it is the same. */
function join(a: Parameters, b: Parameters): Parameters | undefined {
  const joined: Record<string, Parameters[string]> = { ...a };
  for (const [key, value] of Object.entries(b)) {
    const before = joined[key];
    if (before === undefined || isSameJson(before, value)) joined[key] = value;
    else {
      const below = join(asJsonObject(before), asJsonObject(value));
      if (below === undefined || Object.keys(asJsonObject(before)).length === 0 || Object.keys(asJsonObject(value)).length === 0)
        return undefined;
      joined[key] = below;
    }
  }
  return joined;
}
