import { isJsonObject, type JsonObject } from '../../json.ts';
import type { ChartRef, HelmRequest } from '../../rendering-request.ts';
import { parseValues } from '../parse-values.ts';
import { mergeValues, readObjects, readText, readTexts } from '../read-fields.ts';
import { type BuildEnvironment, fillInEnvironment } from './build-environment.ts';
import type { ReadFile } from './read-file.ts';

/** What a chart of an Application is rendered with, and what of it cannot be told. */
export interface ReadHelm {
  readonly request: HelmRequest;
  readonly problems: readonly string[];
}

/** What the values of a source may come from. */
export interface HelmFiles {
  /** A file beside the chart, or behind `$ref/`. */
  readonly readFile: ReadFile;
  /** Whether a file is behind the `$ref/` of another source. */
  readonly isRef: (file: string) => boolean;
  /** The chart lies in the repository of the source, at this path; undefined for one of a Helm repository. */
  readonly path: string | undefined;
}

/** Reads `spec.source.helm` (argo-cd:reposerver/repository/repository.go, helmTemplate): files, `values` or `valuesObject`, parameters, file parameters. */
export function readHelm(
  helm: JsonObject,
  chart: ChartRef,
  namespace: string,
  environment: BuildEnvironment,
  files: HelmFiles,
): ReadHelm | 'waiting' {
  const problems: string[] = [];
  const fill = (text: string): string => {
    const { text: filled, unknown } = fillInEnvironment(text, environment);
    for (const name of unknown) problems.push(`$${name} stands in its parameters, and is known to Argo CD only`);
    return filled;
  };
  // What begins with the ref of another source is no variable.
  const named = readTexts(helm['valueFiles']).map((file) => (files.isRef(file) ? file : fill(file)));
  const isIgnoring = helm['ignoreMissingValueFiles'] === true;
  const inline = isJsonObject(helm['valuesObject']) ? helm['valuesObject'] : parseValues(readText(helm['values']) ?? '');
  if (inline === undefined) problems.push('its values are no mapping in YAML');
  const isLocal = files.path !== undefined && named.every((file) => !files.isRef(file) && !/^[a-z]+:\/\//i.test(file));
  const read = isLocal ? { values: {}, problems: [] } : readAll(named, isIgnoring, files);
  if (read === 'waiting') return 'waiting';
  problems.push(...read.problems);
  const own = readFileParameters(helm, fill, files);
  if (own === 'waiting') return 'waiting';
  problems.push(...own.problems);
  for (const key of ['kubeVersion', 'apiVersions']) if (helm[key] !== undefined) problems.push(`helm.${key} is not taken into account yet`);
  const values = [read.values, inline ?? {}, own.values].reduce(mergeValues, {});
  const parameters = readObjects(helm['parameters']).flatMap(({ name, value, forceString }) => {
    const called = readText(name);
    if (called === undefined) return [];
    const text = escapeCommas(fill(readText(value) ?? ''));
    return [{ name: called, value: text, ...(forceString === true ? { asString: true } : {}) }];
  });
  return {
    problems,
    request: {
      type: 'helm',
      chart,
      releaseName: readText(helm['releaseName']) ?? environment.name,
      namespace: readText(helm['namespace']) ?? namespace,
      valuesFiles: isLocal ? named : [],
      ...(isIgnoring && isLocal ? { ignoreMissingValuesFiles: true } : {}),
      ...(Object.keys(values).length > 0 ? { values } : {}),
      ...(parameters.length > 0 ? { parameters } : {}),
      ...(helm['skipCrds'] === true ? { includeCrds: false } : {}),
    },
  };
}

interface ReadValues {
  readonly values: JsonObject;
  readonly problems: readonly string[];
}

/** Values files that are not all beside the chart are laid over each other here, so that their order holds. */
function readAll(named: readonly string[], isIgnoring: boolean, { readFile, path }: HelmFiles): ReadValues | 'waiting' {
  const facts = named.map((file) => ({ file, fact: readFile(file, path) }));
  if (facts.some(({ fact }) => fact === undefined)) return 'waiting';
  const problems: string[] = [];
  let values: JsonObject = {};
  for (const { file, fact } of facts) {
    if (fact?.type === 'text') {
      const parsed = parseValues(fact.text);
      if (parsed === undefined) problems.push(`the values file ${file} is no mapping in YAML`);
      else values = mergeValues(values, parsed);
    } else if (fact?.type === 'failed') problems.push(`the values file ${file} cannot be read: ${fact.message}`);
    else if (!isIgnoring) problems.push(`the values file ${file} is not there`);
  }
  return { values, problems };
}

function readFileParameters(helm: JsonObject, fill: (text: string) => string, { readFile, path }: HelmFiles): ReadValues | 'waiting' {
  const problems: string[] = [];
  let values: JsonObject = {};
  for (const { name, path: file } of readObjects(helm['fileParameters'])) {
    const [key, place] = [readText(name) ?? '', fill(readText(file) ?? '')];
    const fact = readFile(place, path);
    if (fact === undefined) return 'waiting';
    if (fact.type !== 'text') problems.push(`the file ${place} of the parameter ${key} cannot be read`);
    else if (/[[\]\\{},]/.test(key)) problems.push(`the file parameter ${key} is too involved to be set`);
    else
      values = mergeValues(
        values,
        key.split('.').reduceRight<JsonObject | string>((below, segment) => ({ [segment]: below }), fact.text) as JsonObject,
      );
  }
  return { values, problems };
}

/** argo-cd:util/helm/cmd.go, cleanSetParameters: a comma is text, except in a list in braces. */
function escapeCommas(value: string): string {
  return value.startsWith('{') && value.endsWith('}') ? value : value.replace(/(^|[^\\]),/g, '$1\\,');
}
