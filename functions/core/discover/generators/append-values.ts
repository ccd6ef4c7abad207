import type { Json } from '../../json.ts';
import { readTextMap } from '../read-fields.ts';
import type { FillText, Parameters } from '../templates/template.ts';

/** `values` of a generator: texts that may name its own parameters (argo-cd:applicationset/generators/value_interpolation.go). */
export function appendValues(
  parameters: Parameters,
  values: Json | undefined,
  { isGoTemplate, fill }: { readonly isGoTemplate: boolean; readonly fill: FillText },
): Parameters {
  const texts = Object.entries(readTextMap(values)).map(([key, text]) => {
    const filled = fill(text, parameters);
    return [key, filled.type === 'text' ? filled.text : text] as const;
  });
  if (texts.length === 0) return parameters;
  if (isGoTemplate) return { ...parameters, values: Object.fromEntries(texts) };
  return { ...parameters, ...Object.fromEntries(texts.map(([key, text]) => [`values.${key}`, text])) };
}
