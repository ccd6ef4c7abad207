import type { CheckItem, SourceItem } from '../check-item.ts';
import { PlumblineError } from '../errors.ts';
import type { GateRequest } from './gate-request.ts';

/** A check with one source at another revision. */
export interface Proposal {
  /** The check, with the proposed revision in its place. */
  readonly item: CheckItem;
  /** The source whose revision is proposed, at the revision it is compared with. Absent: nothing is proposed, and the configured revisions are checked. */
  readonly base?: SourceItem;
}

/** Puts the revision of a request into the check, for one source alone. Throws PlumblineError `usage` where the source is not one of the cluster's. */
export function proposeRevision(item: CheckItem, { source: id, revision, base }: GateRequest): Proposal {
  if (id === undefined && revision === undefined && base === undefined) return { item };
  const source = findSource(item, id);
  const proposed = { ...source, revision: revision ?? source.revision };
  return {
    item: { ...item, sources: item.sources.map((each) => (each === source ? proposed : each)) },
    base: { ...source, revision: base ?? source.revision },
  };
}

function findSource({ id: cluster, sources }: CheckItem, id: string | undefined): SourceItem {
  const [only, ...others] = sources;
  const found = id === undefined && others.length === 0 ? only : sources.find((source) => source.id === id);
  if (found !== undefined) return found;
  const names = sources.map((source) => source.id).join(', ');
  if (id === undefined)
    throw new PlumblineError('usage', `${cluster} has several sources: say which one the revision is of`, { advice: `They are ${names}.` });
  throw new PlumblineError('usage', `${cluster} has no source ${JSON.stringify(id)}`, { advice: `It has ${names}.` });
}
