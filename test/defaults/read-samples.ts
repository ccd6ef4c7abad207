import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { asJsonObject, asString, isJsonList, isJsonObject, type Json, type JsonObject } from '../../functions/core/json.ts';
import { expandPodSpecs, type PodSpecSample } from './expand-pod-specs.ts';

/** One object to create, as hand-written or made from several hand-written parts. */
export interface Sample {
  /** Where it comes from, for messages. */
  readonly origin: string;
  /** The first minor version that takes it, where not all do. */
  readonly since: string | null;
  readonly object: JsonObject;
}

const directory = join(import.meta.dirname, 'samples');

/** Reads all samples, with every kind that holds a pod spec multiplied by all the pod specs. */
export function readSamples(): Sample[] {
  const podSpecs = listYaml(join(directory, 'pod-specs')).map(readPodSpec);
  return listYaml(directory).flatMap((path) =>
    readDocuments(path)
      .flatMap(expandEach)
      .flatMap((document) => expandPodSpecs(document, podSpecs))
      .map(({ since, document: { $since, ...object } }) => ({
        origin: describeOrigin(path, object),
        since: asString($since) ?? since,
        object,
      })),
  );
}

function readPodSpec(path: string): PodSpecSample {
  const name = path.slice(path.lastIndexOf('/') + 1, -'.yaml'.length);
  const { $since, ...spec } = asJsonObject(readDocuments(path)[0]);
  return { name, since: asString($since) ?? null, spec };
}

function listYaml(path: string): string[] {
  const names = readdirSync(path).filter((name) => name.endsWith('.yaml'));
  return names.sort().map((name) => join(path, name));
}

function readDocuments(path: string): JsonObject[] {
  return loadAll(readFileSync(path, 'utf8')).map((document) => asJsonObject(document as Json));
}

/** `$each` with a list beside it under some field: one object for each item, laid over that field. */
function expandEach(document: JsonObject): JsonObject[] {
  const { $each, ...variants } = document;
  if (!isJsonObject($each)) return [document];
  return Object.entries(variants).flatMap(([field, items]) =>
    (isJsonList(items) ? items : []).map((item) => ({ ...$each, [field]: { ...asJsonObject($each[field]), ...asJsonObject(item) } })),
  );
}

function describeOrigin(path: string, document: JsonObject): string {
  return `${path.slice(directory.length + 1)} ${document['kind']} ${asJsonObject(document['metadata'])['name']}`;
}
