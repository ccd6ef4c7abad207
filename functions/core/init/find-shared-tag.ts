import { compareText } from '../kube-object.ts';
import type { FoundDiscovery } from './found-fleet.ts';

/** Tags that a tool puts on whatever it makes: they say nothing of what somebody wants checked. */
const OF_TOOLS = /^(aws:|alpha\.eksctl\.io\/|eksctl\.|karpenter\.sh\/|kubernetes\.io\/|Name$)/;

/** A tag with one value that each of several clusters carries; of several tags, the one that names Plumbline, else the first by its key. */
export function findSharedTag(clusters: readonly Readonly<Record<string, string>>[]): FoundDiscovery['tag'] | undefined {
  const [first, ...others] = clusters;
  if (first === undefined || others.length === 0) return undefined;
  const shared = Object.entries(first).filter(([key, value]) => !OF_TOOLS.test(key) && others.every((tags) => tags[key] === value));
  const [best] = shared.sort(([a], [b]) => Number(!/plumbline/i.test(a)) - Number(!/plumbline/i.test(b)) || compareText(a, b));
  return best && { key: best[0], value: best[1] };
}
