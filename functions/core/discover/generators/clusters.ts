import { asJsonObject, asString, type Json, type JsonObject } from '../../json.ts';
import { readTextMap } from '../read-fields.ts';
import { normalizeName } from '../templates/go-template-functions.ts';
import type { Parameters } from '../templates/template.ts';
import { appendValues } from './append-values.ts';
import type { GeneratedParameters, Generator, GeneratorContext } from './generator.ts';
import { matchesLabels } from './matches-labels.ts';

const ITSELF = { name: 'in-cluster', nameNormalized: 'in-cluster', server: 'https://kubernetes.default.svc', project: '' };
const LABELS = 'argocd.argoproj.io/secret-type=cluster';
/** What Argo CD itself writes there, and does not hand on (argo-cd:applicationset/generators/cluster.go). */
const OWN_ANNOTATIONS =
  /^(argocd\.argoproj\.io\/(refresh|hydrate|tracking-id|installation-id)|kubectl\.kubernetes\.io\/last-applied-configuration)$/;

/** argo-cd:applicationset/generators/cluster.go: one for each cluster Secret, and one for the cluster that Argo CD runs in. */
export const clustersGenerator: Generator = { key: 'clusters', read: readClusters };

function readClusters(generator: JsonObject, context: GeneratorContext): GeneratedParameters {
  const { facts, object } = context;
  const fact = facts.ask({ type: 'secrets', namespace: object.namespace, labels: LABELS });
  if (fact === undefined) return { type: 'waiting' };
  if (fact.type !== 'objects') {
    return {
      type: 'problem',
      message: `which clusters Argo CD knows, stands in Secrets: ${fact.type === 'failed' ? fact.message : 'they are not there'}`,
    };
  }
  const { selector } = generator;
  const selects = Object.values(asJsonObject(selector)).some((part) => Object.keys(asJsonObject(part)).length > 0 || Array.isArray(part));
  const clusters = fact.items.map((secret) => readSecret(secret)).filter(({ labels }) => matchesLabels(selector, labels));
  const list = clusters.map((cluster) => appendValues(buildParameters(cluster, context.isGoTemplate), generator['values'], context));
  const hasItself = clusters.some(({ server }) => server === ITSELF.server);
  if (!selects && !hasItself) list.push(appendValues(ITSELF, generator['values'], context));
  return { type: 'parameters', list: generator['flatList'] === true ? [{ clusters: list }] : list };
}

interface ClusterSecret {
  readonly name: string;
  readonly server: string;
  readonly project: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

function readSecret(secret: Json): ClusterSecret {
  const { metadata, data } = asJsonObject(secret);
  const { name, server, project } = asJsonObject(data);
  const { labels, annotations } = asJsonObject(metadata);
  const kept = Object.entries(readTextMap(annotations)).filter(([key]) => !OWN_ANNOTATIONS.test(key));
  return {
    name: decode(name),
    server: decode(server),
    project: decode(project),
    labels: readTextMap(labels),
    annotations: Object.fromEntries(kept),
  };
}

function decode(value: Json | undefined): string {
  return Buffer.from(asString(value) ?? '', 'base64').toString('utf8');
}

function buildParameters({ name, server, project, labels, annotations }: ClusterSecret, isGoTemplate: boolean): Parameters {
  const base = { name, nameNormalized: normalizeName(name), server, project };
  if (isGoTemplate) return { ...base, metadata: { labels, annotations } };
  const flat = (what: string, entries: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(Object.entries(entries).map(([key, value]) => [`metadata.${what}.${key}`, value]));
  return { ...base, ...flat('annotations', annotations), ...flat('labels', labels) };
}
