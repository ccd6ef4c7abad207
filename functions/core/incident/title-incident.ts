import { compareText, formatRef } from '../kube-object.ts';
import type { Incident, Member } from './incident.ts';

/** What a title is made of. */
export interface Titled extends Pick<Incident, 'type'> {
  readonly members: readonly (Pick<Member, 'cluster'> & { readonly entry: Pick<Member['entry'], 'type' | 'ref'> })[];
}

/** One line that names an incident: what departs, and where. */
export function titleIncident({ type, members }: Titled): string {
  const [first] = members;
  if (first === undefined) return '';
  const clusters = [...new Set(members.map(({ cluster }) => cluster))];
  const where = clusters.length === 1 ? (clusters[0] ?? '') : `${clusters.length} clusters`;
  if (type === 'check') {
    if (members.every(({ entry }) => entry.type === 'untrusted')) {
      const sources = [...new Set(members.map(({ entry }) => entry.ref.name))].sort(compareText);
      return `${sources.join(', ')} does not prove where it comes from, in ${where}`;
    }
    const isFailed = members.some(({ entry }) => entry.type === 'failed');
    return isFailed ? `${where} cannot be checked` : `${where} is checked in part only`;
  }
  const objects = new Set(members.map(({ entry }) => formatRef(entry.ref)));
  const what = objects.size === 1 ? formatRef(first.entry.ref) : `${members.length} objects`;
  const verb = members.length === 1 || objects.size === 1;
  return `${what} ${describeDeparture(
    members.map(({ entry }) => entry.type),
    type,
    verb,
  )} in ${where}`;
}

function describeDeparture(types: readonly string[], type: Incident['type'], isOne: boolean): string {
  const [be, have] = isOne ? ['is', 'has'] : ['are', 'have'];
  if (type === 'rollout') return isOne ? 'does not follow git' : 'do not follow git';
  if (types.every((each) => each === 'missing')) return `${be} missing`;
  if (types.every((each) => each === 'unmanaged')) return `${be} in no repository`;
  return `${have} drifted`;
}
