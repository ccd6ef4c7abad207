import { asString, isJsonList, isJsonObject, type Json, type JsonObject, listTexts } from '../json.ts';
import { listCharts } from '../rendering/kustomization-charts.ts';
import { isRemote } from '../rendering/kustomization-references.ts';
import { readDocument } from './read-document.ts';
import { splitDocuments } from './split-documents.ts';

/** What a kustomization file does, as far as it must be known to tell whether its files are what is delivered. */
export interface Kustomization {
  /** Parts that others include; delivers nothing itself. */
  readonly component: boolean;
  /** What makes the delivered objects differ from the files: fields such as `patches`; empty where it only lists resources. */
  readonly changes: readonly string[];
  readonly resources: readonly string[];
  readonly remote: readonly string[];
  /** Folders of charts that it inflates, from its own. */
  readonly charts: readonly string[];
}

const LISTING = new Set(['apiVersion', 'kind', 'metadata', 'resources', 'bases', 'sortOptions', 'crds', 'openapi']);

/** Reads a kustomization file; undefined where it is another kind of object (Flux has a `Kustomization` too). A file that cannot be read changes everything. */
export function parseKustomization(text: string): Kustomization | undefined {
  const body = readFirst(text);
  if (body === undefined) return { component: false, changes: ['a file that is no valid YAML'], resources: [], remote: [], charts: [] };
  if (asString(body['apiVersion'])?.startsWith('kustomize.toolkit.fluxcd.io/')) return undefined;
  const component = body['kind'] === 'Component';
  const charts = listCharts(body);
  const listed = [...listTexts(body['resources']), ...listTexts(body['bases'])];
  return {
    component,
    changes: Object.keys(body).filter((field) => !LISTING.has(field) && !isEmpty(body[field])),
    resources: [...listed, ...listTexts(body['components'])].filter((entry) => !isFetched(entry)),
    remote: listed.filter((entry) => isFetched(entry)),
    charts: typeof charts === 'string' ? [] : charts.map((chart) => chart.folder),
  };
}

function isFetched(path: string): boolean {
  return isRemote({ path, type: 'resource' });
}

function readFirst(text: string): JsonObject | undefined {
  for (const document of splitDocuments(text)) {
    const read = readDocument(document.text);
    if ('reason' in read) return undefined;
    const value = read[0]?.value;
    if (isJsonObject(value)) return value;
  }
  return {};
}

function isEmpty(value: Json | undefined): boolean {
  if (value === null || value === undefined || value === '') return true;
  return isJsonList(value) ? value.length === 0 : isJsonObject(value) && Object.keys(value).length === 0;
}
