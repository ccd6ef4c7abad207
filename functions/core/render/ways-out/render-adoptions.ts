import { formatRef } from '../../kube-object.ts';
import type { Adoption } from '../../ways-out/adopt/plan-adoption.ts';
import { escapeText } from '../escape-text.ts';
import { describeRefusal } from './describe-refusal.ts';

/** What was taken over and what was not, a line for each; it stands beside the diff, never in it. */
export function renderAdoptions(objects: readonly Adoption[]): string {
  return objects
    .map((adoption) =>
      [describe(adoption), ...adoption.refusals.map((refusal) => `  ${describeRefusal(refusal)}`)].map((line) => `${line}\n`).join(''),
    )
    .join('');
}

function describe({ ref, how, file = '', fields }: Adoption): string {
  const name = escapeText(formatRef(ref));
  switch (how) {
    case 'edit':
      return `${name}: ${fields.length} ${fields.length === 1 ? 'field' : 'fields'} in ${escapeText(file)}`;
    case 'add':
      return `${name}: declared in ${escapeText(file)}, which is new`;
    case 'remove':
      return `${name}: no longer declared in ${escapeText(file)}`;
    case 'none':
      return `${name}: not adopted`;
  }
}
