import type { FieldPath } from '../field-path.ts';
import { asJsonObject, isJsonObject, isSameJson, type JsonObject } from '../json.ts';
import { valueAt } from '../owners/last-applied.ts';
import type { HelmRequest, OverlaySettings } from '../rendering-request.ts';
import type { ValuesLayer } from './chart-values.ts';
import { type GitDocument, openFile, openInside, readAt, type Spot } from './git-document.ts';

/** The values of a file. */
export function readValuesFile(source: string, file: string, text: string): ValuesLayer {
  const [document] = openFile(source, file, text);
  return {
    values: asJsonObject(document?.value),
    spotOf: (path) => {
      const read = document && readAt(document, path);
      return document && read && document.spotOf(read.found);
    },
  };
}

/** The values that a request holds itself, with where a delivery tool is told them: `documents` are those of the file that declares its object. */
export function readInlineValues(
  values: JsonObject,
  settings: OverlaySettings | undefined,
  documents: readonly GitDocument[],
): ValuesLayer {
  const document = settings && documents.findLast(({ line }) => line <= settings.origin.line);
  return {
    values,
    spotOf: (path) => {
      if (settings === undefined || document === undefined) return undefined;
      const told = valueAt(values, path);
      for (const [at, inside] of listPlaces(document, settings)) {
        const read = readAt(inside, path, at);
        if (read && isSameJson(read.value, told)) return inside.spotOf(read.found);
      }
      return undefined;
    },
  };
}

/** Values as a mapping, or as a text that is one. */
function listPlaces(document: GitDocument, { tool, at }: OverlaySettings): readonly (readonly [FieldPath, GitDocument])[] {
  const values: FieldPath = [...at, { field: 'values' }];
  if (tool === 'flux') return [[values, document]];
  const written = readAt(document, values);
  const texts = written && typeof written.value === 'string' ? openInside(written.value, { document, found: written.found }) : [];
  return [
    [[...at, { field: 'valuesObject' }], document],
    ...texts.slice(0, 1).map((text): readonly [FieldPath, GitDocument] => [[], text]),
  ];
}

/** Parameters (`--set`), of which those with plain names are followed. */
export function readParameters(
  parameters: NonNullable<HelmRequest['parameters']>,
  settings: OverlaySettings | undefined,
  documents: readonly GitDocument[],
): ValuesLayer {
  const document = settings && documents.findLast(({ line }) => line <= settings.origin.line);
  const known = new Map(parameters.flatMap((each) => (/^[\w-]+(?:\.[\w-]+)*$/.test(each.name) ? [[each.name, each] as const] : [])));
  const nameOf = (path: FieldPath): string => path.map((element) => ('field' in element ? element.field : '')).join('.');
  return {
    values: [...known.values()].reduce<JsonObject>((values, { name, value }) => setAt(values, name.split('.'), value), {}),
    nameOf: (path) => {
      const told = known.get(nameOf(path));
      return told && { name: told.name, asString: told.asString === true };
    },
    spotOf: (path): Spot | undefined => {
      if (settings === undefined || document === undefined) return undefined;
      const keys = { name: nameOf(path) };
      const read = readAt(document, [...settings.at, { field: 'parameters' }, { keys }, { field: 'value' }]);
      return read && document.spotOf(read.found);
    },
  };
}

function setAt(values: JsonObject, [first = '', ...rest]: readonly string[], value: string): JsonObject {
  const below = values[first];
  return { ...values, [first]: rest.length === 0 ? value : setAt(isJsonObject(below) ? below : {}, rest, value) };
}
