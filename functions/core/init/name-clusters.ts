import { compareText } from '../kube-object.ts';
import type { FoundCluster } from './found-fleet.ts';

const LONGEST = 100;

/** A cluster, and what the file calls it. */
export interface NamedCluster {
  readonly name: string;
  readonly cluster: FoundCluster;
}

/**
 * Calls each cluster by its name in EKS where no other has it, else by name and region, else by name, region and account; sorted by what they are
 * called. Every one of several that share a name is called by more, so that none looks like the real one.
 */
export function nameClusters(clusters: readonly FoundCluster[]): NamedCluster[] {
  const byName = Map.groupBy(clusters, ({ name }) => name);
  const taken = new Set([...byName].flatMap(([name, { length }]) => (length === 1 ? [name] : [])));
  const named: NamedCluster[] = [];
  for (const [name, [only, ...others]] of byName) {
    if (only !== undefined && others.length === 0) {
      named.push({ name, cluster: only });
      continue;
    }
    for (const cluster of [only, ...others].filter((each) => each !== undefined).sort(comparePlace)) {
      const unique = findFree(listNames(cluster), taken);
      taken.add(unique);
      named.push({ name: unique, cluster });
    }
  }
  return named.sort((a, b) => compareText(a.name, b.name));
}

function* listNames({ name, region, account = 'other' }: FoundCluster): Generator<string> {
  yield shorten(name, `-${region}`);
  yield shorten(name, `-${region}-${account}`);
  for (let number = 2; ; number++) yield shorten(name, `-${region}-${account}-${number}`);
}

function shorten(name: string, suffix: string): string {
  return name.slice(0, LONGEST - suffix.length) + suffix;
}

function findFree(names: Iterable<string>, taken: ReadonlySet<string>): string {
  for (const name of names) if (!taken.has(name)) return name;
  throw new Error('names end nowhere');
}

function comparePlace(a: FoundCluster, b: FoundCluster): number {
  return compareText(a.region, b.region) || compareText(a.account ?? '', b.account ?? '');
}
