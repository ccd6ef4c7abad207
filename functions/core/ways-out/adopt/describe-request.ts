import { createHash } from 'node:crypto';
import { compareText, formatRef, refKey } from '../../kube-object.ts';
import { formatCode } from '../../render/markdown/format-code.ts';
import type { Adoption } from './plan-adoption.ts';

/** The branch for some objects and fields of a cluster: the same ones have the same branch, whatever their values are by then. */
export function nameBranch(cluster: string, objects: readonly Adoption[]): string {
  const lines = objects
    .filter(({ how }) => how !== 'none')
    .map(({ ref, how, fields }) => JSON.stringify([refKey(ref), how, [...fields].sort(compareText)]));
  const hash = createHash('sha256').update([cluster, ...lines.sort(compareText)].join('\n'));
  return `plumbline/adopt-${hash.digest('hex').slice(0, 12)}`;
}

/** What a request says: what is taken over and what is not, then the report. */
export function describeRequest(
  cluster: string,
  objects: readonly Adoption[],
  report: string,
): { readonly title: string; readonly body: string } {
  const taken = objects.filter(({ how }) => how !== 'none');
  const what = taken.length === 1 && taken[0] !== undefined ? formatRef(taken[0].ref) : `${taken.length} objects`;
  const lines = objects.map(({ ref, how, fields, refusals }) => {
    const told = refusals.map(
      ({ at, message }) => `  - not taken over${at === undefined ? '' : ` ${formatCode(at)}`}: ${formatCode(message)}`,
    );
    return [`- ${formatCode(formatRef(ref))}: ${SAYS[how]}${fields.map((at) => ` ${formatCode(at)}`).join(',')}`, ...told].join('\n');
  });
  return {
    title: `Adopt what ${cluster} has: ${what}`.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ').slice(0, 200),
    body: `Makes git say what the cluster has. Merging it changes nothing in the cluster; closing it leaves the drift as it is.\n\n${lines.join('\n')}\n\n---\n\n${report}`,
  };
}

const SAYS: Readonly<Record<Adoption['how'], string>> = {
  edit: 'takes over',
  add: 'is declared now',
  remove: 'is no longer declared',
  none: 'is left as it is',
};
