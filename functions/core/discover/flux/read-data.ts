import { asJsonObject, asString } from '../../json.ts';
import type { DiscoveryContext } from '../discovery-rule.ts';
import { titleOf } from '../tool-object.ts';

/** The entries of a ConfigMap or a Secret that an object takes values from. */
export type ReadData =
  | { readonly type: 'data'; readonly data: Readonly<Record<string, string>> }
  | { readonly type: 'absent'; readonly message: string }
  | { readonly type: 'failed'; readonly message: string };

/**
 * Reads a ConfigMap by what git declares of it, else by what the cluster holds. Undefined: not known yet. What a Secret holds would stand in other
 * objects, where nothing hides it: it is not read, and what needs it is named.
 */
export function readData(kind: string, namespace: string, name: string, { find, facts }: DiscoveryContext): ReadData | undefined {
  const title = titleOf({ kind, namespace, name });
  if (kind === 'Secret') return { type: 'failed', message: `values of it stand in ${title}, and Secrets are not read for that` };
  if (kind !== 'ConfigMap') return { type: 'failed', message: `values of it stand in ${title}, which is neither ConfigMap nor Secret` };
  const declared = find('', kind, namespace, name);
  if (declared !== undefined) return readBody(declared.body);
  const fact = facts.ask({ type: 'object', kind, namespace, name });
  if (fact === undefined) return undefined;
  if (fact.type === 'object') return readBody(fact.body);
  if (fact.type === 'failed') return { type: 'failed', message: `values of it stand in ${title}: ${fact.message}` };
  return { type: 'absent', message: `${title} is neither declared nor in the cluster, and values of it stand there` };
}

function readBody(body: Parameters<typeof asJsonObject>[0]): ReadData {
  const entries = Object.entries(asJsonObject(asJsonObject(body)['data'])).flatMap(([key, value]) => {
    const text = asString(value);
    return text === undefined ? [] : [[key, text] as const];
  });
  return { type: 'data', data: Object.fromEntries(entries) };
}
