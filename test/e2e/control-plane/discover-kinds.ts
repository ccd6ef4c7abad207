import { type ApiAccess, sendApiRequest } from './api-request.ts';

/** One kind at one version that the server lets be listed and created. */
export interface ServedKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly isNamespaced: boolean;
}

interface DiscoveredGroup {
  readonly metadata?: { readonly name?: string };
  readonly versions: readonly { readonly version: string; readonly resources: readonly DiscoveredResource[] }[];
}

interface DiscoveredResource {
  readonly resource: string;
  readonly scope: string;
  readonly verbs: readonly string[];
  readonly responseKind: { readonly kind: string };
}

/** Lists every kind of every version that is served, so reviews and bindings, which cannot be listed, are left out. */
export async function discoverKinds(access: ApiAccess): Promise<ServedKind[]> {
  const accept = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
  const answers = await Promise.all(['/api', '/apis'].map((path) => sendApiRequest(access, { method: 'GET', path, accept })));
  const groups = answers.flatMap((answer) => (answer.body as { items: readonly DiscoveredGroup[] }).items);
  return groups.flatMap(listKindsOfGroup);
}

function listKindsOfGroup(discovered: DiscoveredGroup): ServedKind[] {
  const group = discovered.metadata?.name ?? '';
  return discovered.versions.flatMap(({ version, resources }) =>
    resources
      .filter(({ verbs }) => verbs.includes('list') && verbs.includes('create'))
      .map(({ resource, scope, responseKind }) => ({
        group,
        version,
        kind: responseKind.kind,
        plural: resource,
        isNamespaced: scope === 'Namespaced',
      })),
  );
}
