import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { asJsonObject, asString, isJsonList, isJsonObject, type Json, type JsonObject, parseJson, stringifyJson } from '../../core/json.ts';

/** One answer of an API server. Neither request nor response headers but these are kept: no credential is ever in a recording. */
export interface RecordedResponse {
  /** With its query. */
  readonly path: string;
  readonly accept: string;
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

const INDEX = 'index.json';

/** Writes a recording: one readable file per answer, and an index of which request each belongs to. */
export async function writeRecording(directory: string, responses: readonly RecordedResponse[]): Promise<void> {
  await mkdir(directory, { recursive: true });
  const index = responses.map(({ path, accept, status, contentType }, i) => ({
    path,
    accept,
    status,
    contentType,
    file: nameFile(path, i),
  }));
  await Promise.all(responses.map(({ body }, i) => writeFile(join(directory, index[i]?.file ?? ''), layOut(body))));
  await writeFile(join(directory, INDEX), `${JSON.stringify({ format: 1, responses: index }, null, 1)}\n`);
}

/** Reads what `writeRecording` wrote. */
export async function readRecording(directory: string): Promise<RecordedResponse[]> {
  const index = parseJson(await readFile(join(directory, INDEX), 'utf8'));
  const entries = asJsonObject(index)['responses'];
  if (!isJsonList(entries)) throw new Error(`${join(directory, INDEX)} is no index of a recording`);
  return Promise.all(
    entries.map(asJsonObject).map(async (entry) => ({
      path: asString(entry['path']) ?? '',
      accept: asString(entry['accept']) ?? '',
      status: Number(entry['status']),
      contentType: asString(entry['contentType']) ?? 'application/json',
      body: await readFile(join(directory, asString(entry['file']) ?? ''), 'utf8'),
    })),
  );
}

function nameFile(path: string, index: number): string {
  const words = (path.split('?')[0] ?? '').replaceAll(/[^A-Za-z0-9.-]+/g, '-').replace(/^-/, '');
  return `${String(index).padStart(3, '0')}-${words.slice(0, 80)}.json`;
}

/** JSON with one item, path or schema per line: readable, and small in a diff. */
function layOut(body: string): string {
  let value: Json;
  try {
    value = parseJson(body);
  } catch {
    return body;
  }
  return isJsonObject(value) ? `${layOutObject(value, 2)}\n` : body;
}

function layOutObject(object: JsonObject, depth: number): string {
  const fields = Object.entries(object).map(([key, value]) => `${JSON.stringify(key)}:${layOutValue(value, depth - 1)}`);
  return fields.length === 0 ? '{}' : `{${fields.join(',\n')}}`;
}

function layOutValue(value: Json, depth: number): string {
  if (isJsonList(value) && value.length > 0) return `[\n${value.map((item) => stringifyJson(item)).join(',\n')}\n]`;
  return depth > 0 && isJsonObject(value) ? layOutObject(value, depth) : stringifyJson(value);
}
