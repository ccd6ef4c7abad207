import { formatAge } from '../render/format-age.ts';
import type { DigestLine } from './describe-digest.ts';
import type { DigestCluster } from './digest.ts';

/** How much of what git declares was compared, over all clusters. */
export function describeCoverage(clusters: readonly DigestCluster[]): string {
  if (clusters.length === 0) return 'no cluster has been checked yet';
  const sum = (pick: (cluster: DigestCluster) => number | undefined): number =>
    clusters.reduce((total, each) => total + (pick(each) ?? 0), 0);
  const [compared, declared, unmanaged] = [
    sum((each) => each.compared),
    sum((each) => each.declared),
    sum((each) => each.unmanaged ?? undefined),
  ];
  const read = clusters.filter(({ state }) => state === 'read').length;
  const isKnown = clusters.some((each) => each.unmanaged !== undefined && each.unmanaged !== null);
  const number = (n: number): string => n.toLocaleString('en-US');
  return [
    `${number(read)} of ${number(clusters.length)} ${clusters.length === 1 ? 'cluster' : 'clusters'} read in full`,
    `${number(compared)} of ${number(declared)} declared objects compared`,
    isKnown ? `${number(unmanaged)} objects in no repository` : 'objects in no repository not known',
  ].join(', ');
}

/** A line for each cluster that was not read in full. */
export function listClusterLines(clusters: readonly DigestCluster[], now: string): DigestLine[] {
  return clusters.filter(({ state }) => state !== 'read').map((cluster) => ({ what: cluster.cluster, more: describe(cluster, now) }));
}

function describe(
  { state, problem, since, readAt, compared = 0, declared = 0, unchecked = 0, undecided = 0 }: DigestCluster,
  now: string,
): string {
  const last = readAt === undefined ? 'never read' : `last read ${formatAge(readAt, now)}`;
  const why = problem === undefined ? '' : `: ${problem}`;
  switch (state) {
    case 'failed':
      return `cannot be checked, first seen ${since === undefined ? 'at an unknown time' : formatAge(since, now)}, ${last}${why}`;
    case 'unknown':
      return 'never read';
    case 'idle':
      return `no check in this period, ${last}`;
    case 'partial': {
      const gaps = [...(unchecked > 0 ? [`${unchecked} not read`] : []), ...(undecided > 0 ? [`${undecided} fields undecided`] : [])];
      return `${[`${compared} of ${declared} objects compared`, ...gaps].join(', ')}${why}`;
    }
    case 'read':
      return last;
  }
}
