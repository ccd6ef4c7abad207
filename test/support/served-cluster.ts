import { joinApiVersion, type KubeObject, labelsOf, metadataOf } from '../../functions/core/kube-object.ts';
import type { ReplayRequest, ReplayResponse, ReplayResponses } from '../../functions/io/kube/replay-responses.ts';

/** One kind of a made-up cluster with all its objects. */
export interface ServedObjects {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly resource: string;
  readonly namespaced?: boolean;
  readonly objects: readonly KubeObject[];
}

/** Answers discovery, version and paged lists (whole objects or metadata) as an API server that holds these objects would. */
export function serveObjects(kinds: readonly ServedObjects[]): ReplayResponses {
  const byPath = new Map(kinds.map((kind) => [pathOf(kind), kind]));
  return (request) => {
    const url = new URL(request.path, 'http://server');
    if (url.pathname === '/version') return { body: '{"gitVersion":"v1.34.4"}' };
    if (url.pathname === '/api') return { body: renderDiscovery(kinds.filter(({ group }) => group === '')) };
    if (url.pathname === '/apis') return { body: renderDiscovery(kinds.filter(({ group }) => group !== '')) };
    const kind = byPath.get(url.pathname);
    return kind ? servePage(kind, request, url.searchParams) : serveOne(kinds, url.pathname);
  };
}

function pathOf({ group, version, resource }: ServedObjects): string {
  return group === '' ? `/api/${version}/${resource}` : `/apis/${group}/${version}/${resource}`;
}

function serveOne(kinds: readonly ServedObjects[], path: string): ReplayResponse | undefined {
  const [, version, namespace, resource, name] = /^\/api\/([^/]+)\/namespaces\/([^/]+)\/([^/]+)\/([^/]+)$/.exec(path) ?? [];
  const kind = kinds.find((served) => served.group === '' && served.version === version && served.resource === resource);
  const found = kind?.objects.find((object) => metadataOf(object)['name'] === name && metadataOf(object)['namespace'] === namespace);
  return found && { body: JSON.stringify(found) };
}

/** `a=b,c!=d`, as much of the language as is asked of it here. */
function isSelected(object: KubeObject, selector: string): boolean {
  return selector.split(',').every((term) => {
    const [, key = '', operator, value] = /^([^!=]+)(!?=)(.*)$/.exec(term) ?? [];
    return (labelsOf(object)[key] === value) === (operator === '=');
  });
}

function renderDiscovery(kinds: readonly ServedObjects[]): string {
  const items = [...new Set(kinds.map(({ group }) => group))].map((group) => ({
    metadata: group === '' ? {} : { name: group },
    versions: [...new Set(kinds.filter((kind) => kind.group === group).map(({ version }) => version))].map((version) => ({
      version,
      freshness: 'Current',
      resources: kinds
        .filter((kind) => kind.group === group && kind.version === version)
        .map(({ resource, kind, namespaced }) => ({
          resource,
          responseKind: { group, version, kind },
          scope: namespaced === false ? 'Cluster' : 'Namespaced',
          singularResource: kind.toLowerCase(),
          verbs: ['get', 'list', 'watch'],
          subresources: [{ subresource: 'status', verbs: ['get'] }],
        })),
    })),
  }));
  return JSON.stringify({ kind: 'APIGroupDiscoveryList', apiVersion: 'apidiscovery.k8s.io/v2', metadata: {}, items });
}

function servePage(kind: ServedObjects, { accept }: ReplayRequest, query: URLSearchParams): ReplayResponse {
  const start = Number(query.get('continue') ?? 0);
  const limit = Number(query.get('limit') ?? Number.POSITIVE_INFINITY);
  const selector = query.get('labelSelector');
  const selected = selector === null ? kind.objects : kind.objects.filter((object) => isSelected(object, selector));
  const page = selected.slice(start, start + limit);
  const end = start + page.length;
  const metadata = {
    resourceVersion: '1',
    ...(end < selected.length ? { continue: String(end), remainingItemCount: selected.length - end } : {}),
  };
  if (accept.includes('as=PartialObjectMetadataList')) {
    const items = page.map((object) => ({ kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: object['metadata'] }));
    return { body: JSON.stringify({ kind: 'PartialObjectMetadataList', apiVersion: 'meta.k8s.io/v1', metadata, items }) };
  }
  return {
    body: JSON.stringify({ kind: `${kind.kind}List`, apiVersion: joinApiVersion(kind.group, kind.version), metadata, items: page }),
  };
}
