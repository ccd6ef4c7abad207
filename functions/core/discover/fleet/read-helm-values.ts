import { asJsonObject, type JsonObject, stringifyJson } from '../../json.ts';
import type { DiscoveryContext } from '../discovery-rule.ts';
import { readData } from '../flux/read-data.ts';
import { parseValues } from '../parse-values.ts';
import { mergeValues, readObjects, readText } from '../read-fields.ts';

/** The values of a chart, and what of them cannot be told. */
export interface ReadValues {
  readonly values: JsonObject;
  readonly problems: readonly string[];
}

/** `helm.values` with what is laid over them: `valuesFrom`. What only Fleet can fill in is named (fleet:target/builder.go, preprocessHelmValues). */
export function readHelmValues(helm: JsonObject, namespace: string, context: DiscoveryContext): ReadValues | 'waiting' {
  const problems: string[] = [];
  const inline = asJsonObject(helm['values']);
  const text = stringifyJson(inline);
  if (helm['disablePreProcess'] !== true && text.includes('${')) problems.push('its values are templates, which are not filled in');
  if (text.includes('global.fleet.clusterLabels.')) problems.push('its values take labels of the cluster, which are not filled in');
  if (Object.keys(asJsonObject(helm['templateValues'])).length > 0) problems.push('templateValues are not filled in');
  let values = inline;
  let isWaiting = false;
  for (const reference of readObjects(helm['valuesFrom'])) {
    const isSecret = reference['secretKeyRef'] !== undefined && reference['secretKeyRef'] !== null;
    const selector = asJsonObject(isSecret ? reference['secretKeyRef'] : reference['configMapKeyRef']);
    const [name, key] = [readText(selector['name']) ?? '', readText(selector['key']) ?? 'values.yaml'];
    const kind = isSecret ? 'Secret' : 'ConfigMap';
    const read = readData(kind, readText(selector['namespace']) ?? namespace, name, context);
    if (read === undefined) isWaiting = true;
    else if (read.type !== 'data') problems.push(read.message);
    else {
      const part = parseValues(read.data[key] ?? '-');
      if (part === undefined) problems.push(`the values in ${key} of ${kind} ${name} are not there, or not understood`);
      else values = mergeValues(values, part);
    }
  }
  return isWaiting ? 'waiting' : { values, problems };
}
