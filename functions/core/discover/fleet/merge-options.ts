import { asJsonObject, isJsonList, type Json, type JsonObject } from '../../json.ts';
import { mergeValues, readText, withoutAbsent } from '../read-fields.ts';

/** What a target says of a bundle over what the bundle says of itself (fleet:internal/cmd/controller/options, Merge). */
export function mergeOptions(base: JsonObject, over: JsonObject): JsonObject {
  return {
    ...base,
    ...withoutAbsent({
      defaultNamespace: pick(base, over, 'defaultNamespace'),
      namespace: pick(base, over, 'namespace'),
      helm: mergeHelm(base['helm'], over['helm']),
      kustomize: mergeDir(base['kustomize'], over['kustomize']),
      yaml: mergeLists(base['yaml'], over['yaml'], 'overlays'),
      diff: mergeLists(base['diff'], over['diff'], 'comparePatches'),
    }),
  };
}

function pick(base: JsonObject, over: JsonObject, key: string): Json | undefined {
  return readText(over[key]) ?? base[key];
}

function mergeHelm(base: Json | undefined, over: Json | undefined): Json | undefined {
  if (over === undefined || over === null) return base;
  const [below, above] = [asJsonObject(base), asJsonObject(over)];
  return withoutAbsent({
    ...below,
    ...Object.fromEntries(
      ['repo', 'chart', 'version', 'releaseName'].flatMap((key) => (readText(above[key]) === undefined ? [] : [[key, above[key]]])),
    ),
    values: mergeValues(asJsonObject(below['values']), asJsonObject(above['values'])),
    templateValues: { ...asJsonObject(below['templateValues']), ...asJsonObject(above['templateValues']) },
    valuesFrom: [...listOf(below['valuesFrom']), ...listOf(above['valuesFrom'])],
    disablePreProcess: below['disablePreProcess'] === true || above['disablePreProcess'] === true,
  });
}

function mergeDir(base: Json | undefined, over: Json | undefined): Json | undefined {
  const dir = readText(asJsonObject(over)['dir']);
  return dir === undefined ? base : { ...asJsonObject(base), dir };
}

function mergeLists(base: Json | undefined, over: Json | undefined, key: string): Json | undefined {
  if (over === undefined || over === null) return base;
  return { ...asJsonObject(base), [key]: [...listOf(asJsonObject(base)[key]), ...listOf(asJsonObject(over)[key])] };
}

function listOf(value: Json | undefined): readonly Json[] {
  return isJsonList(value) ? value : [];
}
