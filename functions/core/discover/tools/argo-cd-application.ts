import { asJsonObject, type JsonObject } from '../../json.ts';
import { resolvePath } from '../../manifests/file-paths.ts';
import type { HelmRequest } from '../../rendering-request.ts';
import { chooseRendering } from '../argo-cd/choose-rendering.ts';
import { type ArgoApplication, readApplication } from '../argo-cd/read-application.ts';
import { createReadFile } from '../argo-cd/read-file.ts';
import { readHelm } from '../argo-cd/read-helm.ts';
import { readIgnoreDifferences } from '../argo-cd/read-ignore-differences.ts';
import { readOverrides } from '../argo-cd/read-overrides.ts';
import { readSettings } from '../argo-cd/read-settings.ts';
import { type Discovered, type DiscoveredSource, NOTHING_DISCOVERED } from '../discovered-source.ts';
import type { DiscoveryContext, DiscoveryRule } from '../discovery-rule.ts';
import { nameSource } from '../name-source.ts';
import { readText } from '../read-fields.ts';
import { type RepositoryAddress, resolveRepository } from '../repository-rules.ts';
import { type ToolObject, titleOf } from '../tool-object.ts';

/** argo-cd:pkg/apis/application/v1alpha1/types.go, Application. */
export const argoCdApplication: DiscoveryRule = {
  tool: 'argo-cd',
  group: 'argoproj.io',
  kind: 'Application',
  read: readObject,
};

function readObject(object: ToolObject, context: DiscoveryContext): Discovered {
  const application = readApplication(object, context.destinations);
  const { destination, sources } = application;
  if (!destination.isHere) {
    return { ...NOTHING_DISCOVERED, elsewhere: [{ tool: 'argo-cd', object, destination: destination.name }] };
  }
  if (sources.length === 0) return { ...NOTHING_DISCOVERED, problems: [{ object, message: 'it names no source' }] };
  const refs = new Map(
    sources.flatMap((source) => {
      const ref = readText(source['ref']);
      return ref === undefined ? [] : [[ref, addressOf(source, context)] as const];
    }),
  );
  // A source that is there only for its values files delivers nothing.
  const delivering = sources.filter(
    (source) => readText(source['ref']) === undefined || source['path'] !== undefined || source['chart'] !== undefined,
  );
  return {
    ...NOTHING_DISCOVERED,
    sources: delivering.flatMap((source, i) =>
      readSource(source, nameSource(object, delivering.length > 1 ? i + 1 : undefined), application, refs, context),
    ),
  };
}

type Address = RepositoryAddress | { readonly refused: string };

function addressOf(source: JsonObject, context: DiscoveryContext): Address {
  const resolved = resolveRepository(readText(source['repoURL']) ?? '', context.repositories);
  if (resolved.type === 'refused') return { refused: resolved.message };
  return { url: resolved.url, revision: readText(source['targetRevision']) ?? 'HEAD', isListed: resolved.isListed };
}

type Refs = ReadonlyMap<string, Address>;

function readSource(
  source: JsonObject,
  id: string,
  application: ArgoApplication,
  refs: Refs,
  context: DiscoveryContext,
): readonly DiscoveredSource[] {
  const { object, destination, ignore, namespaces } = application;
  const chart = readText(source['chart']);
  const written = readText(source['repoURL']) ?? '';
  const revision = readText(source['targetRevision']) ?? (chart === undefined ? 'HEAD' : '*');
  const path = resolvePath('', readText(source['path']) ?? '') ?? '';
  const namespace = destination.namespace ?? 'default';
  const environment = {
    name: object.name,
    namespace: destination.namespace ?? '',
    project: application.project,
    url: written,
    path: readText(source['path']) ?? '',
    revision,
  };
  const settings = readSettings(object, id, context);
  if (settings === undefined) return [];
  const own = readIgnoreDifferences(ignore, titleOf(object), id);
  const rules = { rules: [...own.rules, ...settings.rules], notes: [...own.notes, ...settings.notes] };
  const build = (
    ref: DiscoveredSource['source'],
    isListed: boolean,
    problems: readonly string[],
    notes: readonly string[],
  ): readonly DiscoveredSource[] => [
    { source: ref, tool: 'argo-cd', object, isListed, ignore: rules.rules, namespaces, problems, notes: [...notes, ...rules.notes] },
  ];
  const isRef = (file: string): boolean => refs.has(/^\$([^/]+)\//.exec(file)?.[1] ?? '');
  const base = { id, revision, path, defaultNamespace: namespace, worktree: false };
  if (chart !== undefined) {
    const place = placeChart(written, chart, revision, context);
    const files = { readFile: createReadFile(context.facts, undefined, refs), isRef, path: undefined };
    const read = readHelm(asJsonObject(source['helm']), place.chart, namespace, environment, files);
    if (read === 'waiting') return [];
    return build({ ...base, url: place.url, path: '', rendering: read.request }, place.isListed, [...place.problems, ...read.problems], []);
  }
  const resolved = resolveRepository(written, context.repositories);
  if (resolved.type === 'refused') return build({ ...base, url: written }, false, [resolved.message], []);
  const repository = { url: resolved.url, revision, isListed: resolved.isListed };
  const readFile = createReadFile(context.facts, repository, refs);
  const told = readOverrides(source, { facts: context.facts, repository, path, name: object.name });
  if (told === 'waiting') return [];
  const chosen = chooseRendering(told.source, { facts: context.facts, repository, path, namespace, environment, readFile, isRef });
  if (chosen === 'waiting') return [];
  const notes = resolved.note === undefined ? [] : [resolved.note];
  return build(
    { ...base, url: resolved.url, rendering: chosen.rendering },
    resolved.isListed,
    [...new Set([...told.problems, ...chosen.problems])],
    notes,
  );
}

interface PlacedChart {
  readonly chart: HelmRequest['chart'];
  readonly url: string;
  readonly isListed: boolean;
  readonly problems: readonly string[];
}

/** A chart of a Helm repository, or of an OCI registry: there Argo CD's URL has no scheme. */
function placeChart(written: string, name: string, version: string, { repositories }: DiscoveryContext): PlacedChart {
  const isOci = !/^https?:\/\//i.test(written);
  const asUrl = isOci ? written.replace(/^(?:oci:\/\/)?/, 'https://') : written;
  const resolved = resolveRepository(asUrl, repositories);
  const url = resolved.type === 'allowed' ? resolved.url : asUrl;
  const problems = resolved.type === 'refused' ? [resolved.message] : [];
  const isListed = resolved.type === 'allowed' && resolved.isListed;
  if (!isOci) return { chart: { type: 'repository', url, name, version }, url, isListed, problems };
  const oci = `${url.replace(/^https:/, 'oci:').replace(/\/+$/, '')}/${name}`;
  return { chart: { type: 'oci', url: oci, version }, url: oci, isListed, problems };
}
