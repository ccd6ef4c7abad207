import { locateFields } from '../manifests/locate-fields.ts';

/** How a kustomization calls its list of each generator. */
const LISTS: Readonly<Record<string, string>> = { ConfigMapGenerator: 'configMapGenerator', SecretGenerator: 'secretGenerator' };

/** The line of a kustomization at which it says what to generate; undefined where it cannot be told. `name` may have a hash, prefix or suffix. */
export function locateGenerated(kustomization: string, generator: string, name: string): number | undefined {
  const list = LISTS[generator];
  if (list === undefined) return undefined;
  const names = [...kustomization.matchAll(/^\s*-?\s*name:\s*["']?([^\s"'#]+)/gm)].map((match) => match[1] ?? '');
  const known = names.filter((each) => name.includes(each)).sort((a, b) => b.length - a.length);
  for (const each of known) {
    const [line] = locateFields(kustomization, 0, undefined, [[{ field: list }, { keys: { name: each } }]]);
    if (line !== undefined) return line;
  }
  return locateFields(kustomization, 0, undefined, [[{ field: list }]])[0];
}
