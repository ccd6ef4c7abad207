import type { DesiredObject } from '../../desired-state.ts';
import { compareText, refKey } from '../../kube-object.ts';

/** Which sources declare an object, by `keyOfDeclared`. */
export type Declarations = ReadonlyMap<string, string>;

/** Tells whether a kind has namespaces; undefined where the cluster does not serve it. */
export type IsNamespaced = (group: string, kind: string) => boolean | undefined;

/** The key of an object, whatever namespace its source has for those that name none. */
export function keyOfDeclared({ group, kind, name, namespace, defaultNamespace }: DesiredObject, isNamespaced: IsNamespaced): string {
  return refKey({ group, kind, name, namespace: isNamespaced(group, kind) === false ? null : (namespace ?? defaultNamespace) });
}

/** What only the release declares of its objects, and what is to be said of the others and of it. */
export interface SplitRelease {
  readonly own: readonly DesiredObject[];
  readonly note: string;
}

/** Git stands before a release: what a repository declares is compared with that, and only the rest with what Helm last applied. */
export function splitDeclared(
  objects: readonly DesiredObject[],
  declarations: Declarations,
  isNamespaced: IsNamespaced,
  fluxRelease: string | undefined,
): SplitRelease {
  const own = objects.filter((object) => !declarations.has(keyOfDeclared(object, isNamespaced)));
  const sources = new Set(objects.flatMap((object) => declarations.get(keyOfDeclared(object, isNamespaced)) ?? []));
  const by = [...sources].sort(compareText).join(', ');
  if (own.length === 0 && sources.size > 0) return { own, note: `Git declares all of it (${by}), and is what it is compared with.` };
  if (sources.size > 0) {
    const declared = objects.length - own.length;
    return {
      own,
      note: `Git declares ${declared} of its ${objects.length} objects (${by}); the others are compared with what Helm last applied, which is not git.`,
    };
  }
  if (fluxRelease !== undefined)
    return {
      own,
      note: 'A HelmRelease of Flux delivers it: add `from: flux` to compare it with git instead of with what Helm last applied.',
    };
  return { own, note: 'No repository declares this release: it is compared with what Helm last applied, which is not git.' };
}
