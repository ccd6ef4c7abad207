import { asJsonObject, isJsonList, isJsonObject, type Json } from '../../json.ts';
import { readDocument } from '../../manifests/read-document.ts';
import { readObjects } from '../read-fields.ts';
import type { Parameters } from '../templates/template.ts';
import type { Generator } from './generator.ts';

/** argo-cd:applicationset/generators/list.go. Without goTemplate every value has to be a text, those below `values` too. */
export const listGenerator: Generator = {
  key: 'list',
  read: (generator, { isGoTemplate }) => {
    const elements = [...readObjects(generator['elements']), ...readYaml(generator['elementsYaml'])];
    if (isGoTemplate) return { type: 'parameters', list: elements };
    const list = elements.map(flattenElement);
    if (list.some((element) => element === undefined))
      return { type: 'problem', message: 'a value of its list is no text, and it has no goTemplate' };
    return { type: 'parameters', list: list.filter((element) => element !== undefined) };
  },
};

function readYaml(text: Json | undefined): readonly Parameters[] {
  if (typeof text !== 'string' || text === '') return [];
  const read = readDocument(text);
  const value = 'reason' in read ? undefined : read[0]?.value;
  return isJsonList(value) ? value.filter(isJsonObject) : [];
}

function flattenElement(element: Parameters): Parameters | undefined {
  const flat = Object.entries(element).flatMap(([key, value]) =>
    key === 'values'
      ? Object.entries(asJsonObject(value)).map(([name, item]) => [`values.${name}`, item] as const)
      : [[key, value] as const],
  );
  return flat.every(([, value]) => typeof value === 'string') ? Object.fromEntries(flat) : undefined;
}
