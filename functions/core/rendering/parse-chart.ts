import { asJsonObject, asString, isJsonList, type JsonObject } from '../json.ts';
import { readDocument } from '../manifests/read-document.ts';

/** A chart that another needs. `version` may be a range. */
export interface ChartDependency {
  readonly name: string;
  readonly version: string;
  /** Absent: it lies in charts/. */
  readonly repository?: string;
}

/** What Chart.yaml says, as far as it is needed. */
export interface ChartDescription {
  readonly name: string;
  readonly isLibrary: boolean;
  readonly dependencies: readonly ChartDependency[];
}

/** Reads Chart.yaml, and the older requirements.yaml beside it; undefined where it is no chart. */
export function parseChart(chart: string, requirements = ''): ChartDescription | undefined {
  const body = readMapping(chart);
  const name = asString(body['name']);
  if (name === undefined) return undefined;
  const dependencies = [...listDependencies(body), ...listDependencies(readMapping(requirements))];
  return { name, isLibrary: body['type'] === 'library', dependencies };
}

/** The exact versions that Chart.lock holds, by name. */
export function parseChartLock(lock: string): ReadonlyMap<string, string> {
  return new Map(listDependencies(readMapping(lock)).map(({ name, version }) => [name, version]));
}

function listDependencies(body: JsonObject): ChartDependency[] {
  const list = body['dependencies'];
  return (isJsonList(list) ? list : []).map(asJsonObject).flatMap((entry) => {
    const name = asString(entry['name']);
    const repository = asString(entry['repository']);
    if (name === undefined) return [];
    return [{ name, version: String(entry['version'] ?? ''), ...(repository ? { repository } : {}) }];
  });
}

function readMapping(text: string): JsonObject {
  const read = readDocument(text);
  return 'reason' in read ? {} : asJsonObject(read[0]?.value);
}
