import { createHash } from 'node:crypto';
import { asJsonObject, asString, isJsonList, type JsonObject, parseJson } from '../../core/json.ts';
import { readDocument } from '../../core/manifests/read-document.ts';
import type { ChartRef } from '../../core/rendering-request.ts';
import { chooseVersion } from '../../core/versions/choose-version.ts';
import { parseVersion } from '../../core/versions/version.ts';
import { type FetchRules, fetchBytes } from './fetch-bytes.ts';
import { fetchOciChart } from './fetch-oci-chart.ts';
import { RenderRefusal } from './render-refusal.ts';

/** A chart that is not in the repository of its source. */
export type RemoteChart = Exclude<ChartRef, { readonly type: 'path' }>;

const LARGEST_INDEX = 64_000_000;
export const LARGEST_ARCHIVE = 20_000_000;

/** A chart as it was had: which version that is, and its archive. */
export interface FetchedChart {
  readonly version: string;
  readonly archive: Uint8Array;
}

/** Brings the archive of a chart, of a range that of the newest in it. Throws RenderRefusal where it may not be had, is not there, or is not the one that was pinned. */
export async function fetchChart(chart: RemoteChart, rules: FetchRules): Promise<FetchedChart> {
  switch (chart.type) {
    case 'repository':
      return fetchFromRepository(chart, rules);
    case 'oci':
      return fetchOciChart(chart, rules);
  }
}

/** The host that a chart comes from, with its port. */
export function hostOfChart({ url }: { readonly url: string }): string {
  return URL.canParse(url) ? new URL(url.replace(/^oci:/, 'https:')).host : '';
}

/** Throws RenderRefusal where bytes are not what their digest, `sha256:…`, says. */
export function checkDigest(bytes: Uint8Array, digest: string, what: string): void {
  const found = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  const wanted = digest.startsWith('sha256:') ? digest : `sha256:${digest}`;
  if (found !== wanted) throw new RenderRefusal(`${what} has the digest ${found.slice(0, 19)}…, and not ${wanted.slice(0, 19)}…`);
}

async function fetchFromRepository(chart: Extract<RemoteChart, { readonly type: 'repository' }>, rules: FetchRules): Promise<FetchedChart> {
  const { url, name, version, digest } = chart;
  const host = hostOfChart(chart);
  const what = `the chart ${name} ${version} of ${host}`;
  if (host === '') throw new RenderRefusal(`the repository of the chart ${name} is no address`);
  const base = url.endsWith('/') ? url : `${url}/`;
  const index = await fetchBytes(new URL('index.yaml', base).href, host, rules, { limit: LARGEST_INDEX });
  if (index.status !== 200) throw new RenderRefusal(`${host} answered ${index.status} when asked for its index of charts`);
  const entry = findEntry(readIndex(new TextDecoder().decode(index.bytes), host), name, version);
  const urls = entry?.['urls'];
  const place = isJsonList(urls) ? asString(urls[0]) : undefined;
  if (entry === undefined || place === undefined || !URL.canParse(place, base)) throw new RenderRefusal(`${what} is not in its index`);
  const archive = await fetchBytes(new URL(place, base).href, host, rules, { limit: LARGEST_ARCHIVE });
  if (archive.status !== 200) throw new RenderRefusal(`${what} could not be had: the answer is ${archive.status}`);
  const told = asString(entry['digest']);
  if (told !== undefined && told !== '') checkDigest(archive.bytes, told, what);
  if (digest !== undefined) checkDigest(archive.bytes, digest, what);
  return { version: String(entry['version']), archive: archive.bytes };
}

function readIndex(text: string, host: string): JsonObject {
  const isJson = /^\s*\{/.test(text);
  try {
    if (isJson) return asJsonObject(parseJson(text));
  } catch {
    // YAML may begin with a brace too.
  }
  const read = readDocument(text);
  if ('reason' in read) throw new RenderRefusal(`the index of charts of ${host} cannot be read: ${read.message}`);
  return asJsonObject(read[0]?.value);
}

function findEntry(index: JsonObject, name: string, wanted: string): JsonObject | undefined {
  const versions = asJsonObject(index['entries'])[name];
  const entries = (isJsonList(versions) ? versions.map(asJsonObject) : []).map((entry) => [String(entry['version'] ?? ''), entry] as const);
  const chosen = chooseVersion(
    entries.map(([version]) => version),
    wanted,
    parseVersion,
  );
  return entries.find(([version]) => version === chosen)?.[1];
}
