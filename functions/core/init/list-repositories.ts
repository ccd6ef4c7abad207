import { resolveRepository } from '../discover/repository-rules.ts';
import { compareText } from '../kube-object.ts';
import { parseGitRemote } from './parse-git-remote.ts';

/** An entry of `repositories`: the organization or host that addresses lie below. */
export interface FoundRepository {
  readonly url: string;
  readonly insteadOf: readonly string[];
  /** On a local or bare address, or plain http: only somebody who knows better lists it. */
  readonly isLocal: boolean;
}

/** The least beginnings that all of these addresses lie below: host and first folder. Sorted; templates and what tells no https URL are left out. */
export function listRepositories(addresses: readonly string[]): readonly FoundRepository[] {
  const found = new Map<string, Set<string>>();
  for (const address of addresses.filter((text) => !/[{}$]/.test(text))) {
    const written = address.replace(/^oci:\/\//, 'https://');
    // Argo CD writes the address of a registry without a scheme.
    const url = parseGitRemote(written) ?? (/^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?\//i.test(written) ? `https://${written}` : undefined);
    if (url === undefined || !URL.canParse(url)) continue;
    const { origin, pathname } = new URL(url);
    const [first, ...more] = pathname.split('/').filter((part) => part !== '');
    const root = first === undefined || more.length === 0 ? origin : `${origin}/${first}`;
    const others = found.get(root) ?? new Set();
    found.set(root, others);
    const ssh = /^((?:ssh:\/\/)?[^/@:\s]+@[^/:\s]+(?::\d+)?[:/])/.exec(address)?.[1];
    if (ssh !== undefined) others.add(root === origin ? ssh : `${ssh}${first}`);
  }
  return [...found]
    .sort(([a], [b]) => compareText(a, b))
    .map(([url, others]) => ({ url, insteadOf: [...others].sort(compareText), isLocal: resolveRepository(url, []).type === 'refused' }));
}
