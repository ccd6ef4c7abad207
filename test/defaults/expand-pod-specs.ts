import { asString, isJsonList, isJsonObject, type Json, type JsonObject } from '../../functions/core/json.ts';

/** A pod spec that is put into every kind that holds one. */
export interface PodSpecSample {
  readonly name: string;
  readonly since: string | null;
  readonly spec: JsonObject;
}

/** Where a document holds `$podSpec`: one document for each pod spec, or for the one that `$named` names. Others pass as they are. */
export function expandPodSpecs(document: JsonObject, podSpecs: readonly PodSpecSample[]): { since: string | null; document: JsonObject }[] {
  const text = JSON.stringify(document);
  if (!text.includes('"$podSpec"')) return [{ since: null, document }];
  const name = /"\$named":"([^"]+)"/.exec(text)?.[1];
  const chosen = podSpecs.filter((podSpec) => name === undefined || podSpec.name === name);
  if (chosen.length === 0) throw new Error(`there is no pod spec named ${name}`);
  return chosen.map((podSpec) => ({ since: podSpec.since, document: insertPodSpec(document, podSpec.spec) as JsonObject }));
}

function insertPodSpec(value: Json, podSpec: JsonObject): Json {
  if (isJsonList(value)) return value.map((item) => insertPodSpec(item, podSpec));
  if (!isJsonObject(value)) return value;
  const { $podSpec, $named, ...rest } = value;
  if (isJsonObject($podSpec)) return { ...podSpec, ...$podSpec, ...rest };
  if (asString($named) !== undefined) throw new Error('$named stands beside $podSpec only');
  return Object.fromEntries(Object.entries(value).map(([field, child]) => [field, insertPodSpec(child, podSpec)]));
}
