import type { DesiredObject } from '../desired-state.ts';
import type { Advice } from '../report.ts';
import { findUnstable } from './find-unstable.ts';

const NAMED = 5;

/** Names what charts render anew each time: a delivery would change it, and nobody can tell whether a person did. */
export function adviseUnstable(objects: readonly DesiredObject[]): readonly Advice[] {
  return objects.flatMap(({ kind, name, body, again }): Advice[] => {
    if (again === undefined) return [];
    const paths = findUnstable(body, again);
    const more = paths.length > NAMED ? ` and ${paths.length - NAMED} more` : '';
    const message = `Rendered otherwise each time: ${paths.slice(0, NAMED).join(', ')}${more}. Only presence is compared there. Give the chart a value of your own, such as an existing Secret.`;
    return [{ about: `${kind} ${name}`, message }];
  });
}
